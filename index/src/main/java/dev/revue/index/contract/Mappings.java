package dev.revue.index.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Compares mappings. Parameters that Elasticsearch leaves out of its answers because they are its
/// defaults do not count.
final class Mappings {
  private static final List<String> TELLING =
      List.of("type", "analyzer", "search_analyzer", "normalizer", "dims", "similarity", "enabled");

  private Mappings() {}

  /// What `there` lacks of `wanted`, or has otherwise; more fields than wanted are no difference.
  static List<String> missing(JsonNode wanted, JsonNode there) {
    var differences = new ArrayList<String>();
    compare("", wanted.path("properties"), there.path("properties"), differences);
    return differences;
  }

  private static void compare(
      String path, JsonNode wanted, JsonNode there, List<String> differences) {
    for (Map.Entry<String, JsonNode> field : wanted.properties()) {
      String name = path + field.getKey();
      JsonNode found = there.path(field.getKey());
      if (found.isMissingNode()) {
        differences.add("field " + name + " is missing");
        continue;
      }
      for (String parameter : TELLING) {
        String want = field.getValue().path(parameter).asString("");
        String have = found.path(parameter).asString("");
        // An object's type is left out of answers.
        boolean implied = parameter.equals("type") && want.equals("object") && have.isEmpty();
        if (!want.equals(have) && !implied) {
          differences.add("field %s has %s '%s', not '%s'".formatted(name, parameter, have, want));
        }
      }
      compare(name + ".", field.getValue().path("fields"), found.path("fields"), differences);
    }
  }
}
