package dev.revue.cli.doctor;

import dev.revue.cli.doctor.Elastic.Answer;
import dev.revue.cli.doctor.Finding.Doubtful;
import dev.revue.cli.doctor.Finding.Right;
import dev.revue.cli.doctor.Finding.Wrong;
import dev.revue.common.json.Json;
import dev.revue.index.contract.IndexKind;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What the user or key of these settings may do, where Elasticsearch asks who one is.
record Privileges(Elastic elastic) {
  private static final String READ = "read";
  private static final String WRITE = "index";
  private static final String LOOK = "view_index_metadata";

  private static final String ROLES =
      "`revue setup` as an administrator, with REVUE_SETUP_INDEX_PASSWORD_FILE and REVUE_SETUP_SEARCH_PASSWORD_FILE, makes the users revue-index and revue-search";

  List<Finding> look() throws IOException {
    Answer answer = elastic.post("/_security/user/_has_privileges", question());
    // Without security the endpoint is not there, or is one that answers no question.
    if (!answer.ok()) return List.of(new Right("Elasticsearch does not ask who we are"));
    String who = answer.body().path("username").asString("this user");
    boolean write = may(answer.body(), WRITE);
    boolean look = may(answer.body(), LOOK);
    boolean read = may(answer.body(), READ);
    if (write && look) return List.of(new Right(who + " may write the index"));
    if (write) {
      return List.of(
          new Wrong(
              who
                  + " may write, but lacks view_index_metadata on revue-*, so the index stage cannot check the mapping",
              ROLES));
    }
    if (read) {
      return List.of(
          new Doubtful(
              who + " may read but not write: enough for `revue search`, not for `revue index`",
              ROLES));
    }
    return List.of(new Wrong(who + " may neither read nor write the index", ROLES));
  }

  private static ObjectNode question() {
    ObjectNode question = Json.MAPPER.createObjectNode();
    ArrayNode index = question.putArray("index");
    for (IndexKind kind : IndexKind.values()) {
      ask(index, kind.readAlias(), List.of(READ));
      ask(index, kind.writeAlias(), List.of(WRITE, LOOK));
    }
    return question;
  }

  private static void ask(ArrayNode index, String name, List<String> privileges) {
    ObjectNode entry = index.addObject();
    entry.putArray("names").add(name);
    privileges.forEach(entry.putArray("privileges")::add);
  }

  private static boolean may(JsonNode answer, String privilege) {
    return Arrays.stream(IndexKind.values())
        .map(kind -> privilege.equals(READ) ? kind.readAlias() : kind.writeAlias())
        .allMatch(name -> answer.path("index").path(name).path(privilege).asBoolean(false));
  }
}
