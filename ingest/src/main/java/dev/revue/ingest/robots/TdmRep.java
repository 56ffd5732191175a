package dev.revue.ingest.robots;

import dev.revue.common.json.Json;
import dev.revue.ingest.url.CanonicalUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What `/.well-known/tdmrep.json` of a server reserves, by the TDM Reservation Protocol: the first
/// rule whose pattern matches a URL decides.
///
/// @param rules in their order
public record TdmRep(List<Rule> rules) {
  public static final String PATH = "/.well-known/tdmrep.json";
  private static final int MOST_RULES = 1_000;

  public TdmRep {
    rules = List.copyOf(rules);
  }

  /// @param location start of a path, `*` for anything, `$` at its end for the end
  /// @param policy where the conditions are
  record Rule(UrlPathPattern location, boolean reserved, Optional<CanonicalUrl> policy) {}

  /// No file, or one that says nothing.
  public static TdmRep none() {
    return new TdmRep(List.of());
  }

  /// Reads what can be read; what is no rule is left out.
  public static TdmRep parse(String text) {
    JsonNode root;
    try {
      root = Json.MAPPER.readTree(text);
    } catch (JacksonException e) {
      return none();
    }
    var rules = new ArrayList<Rule>();
    // The brackets are mandatory, and forgotten.
    for (JsonNode node : root.isObject() ? List.of(root) : root) {
      String said = node.path("tdm-reservation").asString("");
      boolean valid = said.equals("0") || said.equals("1");
      String location = node.path("location").asString("");
      if (!valid || location.isEmpty() || location.length() > UrlPathPattern.LONGEST) continue;
      if (rules.size() == MOST_RULES) break;
      Optional<CanonicalUrl> policy = CanonicalUrl.parse(node.path("tdm-policy").asString(""));
      rules.add(new Rule(UrlPathPattern.of(location), said.equals("1"), policy));
    }
    return new TdmRep(rules);
  }

  /// What is reserved at a URL of this server, by name, with where it says so.
  public Map<String, String> usage(CanonicalUrl url) {
    if (rules.isEmpty()) return Map.of();
    String target = UrlPathPattern.target(url);
    Optional<Rule> first = rules.stream().filter(rule -> rule.location.matches(target)).findFirst();
    if (first.filter(Rule::reserved).isEmpty()) return Map.of();
    return first
        .get()
        .policy
        .map(policy -> Map.of("tdm", "tdmrep.json", "tdm-policy", policy.text()))
        .orElse(Map.of("tdm", "tdmrep.json"));
  }
}
