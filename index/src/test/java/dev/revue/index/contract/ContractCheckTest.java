package dev.revue.index.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// The contract may only grow until its major version does: whoever built on the released one must
/// find everything as it was.
class ContractCheckTest {
  private static final String RELEASED = "/contract-1.0.0/";

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
    int[] was = version(released.path("_meta").path("contract_version").asString());
    int[] is = version(contract.version(kind));
    boolean grown =
        !changes("", contract.mapping(kind).path("properties"), released.path("properties"))
            .isEmpty();
    assertThat(is[0]).as("major version").isEqualTo(was[0]);
    assertThat(is[1]).as("minor version").isGreaterThanOrEqualTo(grown ? was[1] + 1 : was[1]);
  }

  /// An analyser that changes finds other things for the same words.
  @Test
  void leavesEveryReleasedAnalyserAsItWas() throws IOException {
    assertThat(changes("", analysis(RELEASED), analysis("/contract/"))).isEmpty();
  }

  @Test
  void leavesNamesAndFilterOfTheAliasesAsTheyWere() throws IOException {
    assertThat(read("/contract/aliases.json")).isEqualTo(read(RELEASED + "aliases.json"));
    assertThat(Arrays.stream(IndexKind.values()).map(IndexKind::readAlias))
        .containsExactly("revue-reviews", "revue-items");
    assertThat(Arrays.stream(IndexKind.values()).map(IndexKind::writeAlias))
        .containsExactly("revue-reviews-write", "revue-items-write");
  }

  @Test
  void leavesTheResultWindowAtItsDefault() throws IOException {
    assertThat(read("/contract/settings.json").path("index").has("max_result_window")).isFalse();
  }

  @ParameterizedTest
  @EnumSource(IndexKind.class)
  void namesEveryFieldFlat(IndexKind kind) {
    assertThat(contract.mapping(kind).path("properties").propertyNames())
        .allMatch(name -> name.matches("[a-z][a-z0-9_]*"));
  }

  @Test
  void tellsEveryWayInWhichAContractCanBreak() {
    JsonNode was =
        Json.MAPPER.readTree("{\"a\": {\"type\": \"keyword\"}, \"b\": {\"filter\": [\"x\"]}}");
    JsonNode is =
        Json.MAPPER.readTree(
            "{\"b\": {\"filter\": [\"x\", \"y\"]}, \"c\": {\"type\": \"keyword\"}}");

    assertThat(changes("", was, is)).containsExactly("/a/type", "/b/filter");
    assertThat(changes("", was, was)).isEmpty();
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

  private static int[] version(String text) {
    return Arrays.stream(text.split("\\.")).mapToInt(Integer::parseInt).toArray();
  }

  private static JsonNode analysis(String folder) throws IOException {
    JsonNode analysis = read(folder + "settings.json").path("index").path("analysis");
    assertThat(analysis).isNotEmpty();
    return analysis;
  }

  private static JsonNode released(IndexKind kind) throws IOException {
    return read(RELEASED + kind.mapping());
  }

  private static JsonNode read(String resource) throws IOException {
    try (InputStream in = ContractCheckTest.class.getResourceAsStream(resource)) {
      return Json.MAPPER.readTree(in);
    }
  }
}
