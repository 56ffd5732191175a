package dev.revue.index.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// The contract may only grow until its major version does: whoever built on the released one must
/// find everything as it was.
class ContractCheckTest {
  private final IndexContract contract = IndexContract.load();

  @ParameterizedTest
  @EnumSource(IndexKind.class)
  void onlyAddsToTheReleasedContract(IndexKind kind) throws IOException {
    assertThat(
            changes(
                "", released(kind).path("properties"), contract.mapping(kind).path("properties")))
        .isEmpty();
    assertThat(contract.mapping(kind).path("dynamic").asString()).isEqualTo("strict");
  }

  @ParameterizedTest
  @EnumSource(IndexKind.class)
  void raisesItsMinorVersionWhereAFieldIsNew(IndexKind kind) throws IOException {
    JsonNode released = released(kind);
    String was = released.path("_meta").path("contract_version").asString();
    boolean grown =
        !changes("", contract.mapping(kind).path("properties"), released.path("properties"))
            .isEmpty();
    assertThat(contract.version(kind).split("\\.")[0]).isEqualTo(was.split("\\.")[0]);
    if (grown) assertThat(contract.version(kind)).isGreaterThan(was);
  }

  @ParameterizedTest
  @EnumSource(IndexKind.class)
  void namesEveryFieldFlat(IndexKind kind) {
    assertThat(contract.mapping(kind).path("properties").propertyNames())
        .allMatch(name -> name.matches("[a-z][a-z0-9_]*"));
  }

  private static List<String> changes(String path, JsonNode before, JsonNode after) {
    var changes = new ArrayList<String>();
    for (Map.Entry<String, JsonNode> entry : before.properties()) {
      String name = path + "/" + entry.getKey();
      JsonNode now = after.path(entry.getKey());
      if (entry.getValue().isObject()) changes.addAll(changes(name, entry.getValue(), now));
      else if (!entry.getValue().equals(now)) changes.add(name);
    }
    return changes;
  }

  private static JsonNode released(IndexKind kind) throws IOException {
    try (InputStream in =
        ContractCheckTest.class.getResourceAsStream("/contract-1.0.0/" + kind.mapping())) {
      return Json.MAPPER.readTree(in);
    }
  }
}
