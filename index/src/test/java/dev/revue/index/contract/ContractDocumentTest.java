package dev.revue.index.contract;

import static org.assertj.core.api.Assertions.assertThat;

import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import dev.revue.common.elastic.ElasticClients;
import dev.revue.common.event.ReviewEvent.ReviewRemoved;
import dev.revue.common.event.Version;
import dev.revue.common.json.Json;
import dev.revue.common.settings.ElasticSettings;
import dev.revue.embedded.EmbeddedElasticsearch;
import dev.revue.index.Samples;
import dev.revue.index.contract.ElasticJson.Answer;
import dev.revue.index.document.Document;
import dev.revue.index.document.ItemDocument;
import dev.revue.index.document.ReviewDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `docs/index-contract.md` says what is so: its tables are the mapping and the schema, and each of
/// its queries answers.
class ContractDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "index-contract.md");
  private static final Pattern QUERY =
      Pattern.compile("### ([^\n]+)\n\n`POST ([^`]+)`\n```json\n(.*?)```", Pattern.DOTALL);

  @TempDir static Path home;
  private static EmbeddedElasticsearch node;
  private static Rest5Client client;
  private static ElasticJson elastic;

  /// One query of the document.
  record Example(String need, String path, String body) {
    @Override
    public String toString() {
      return need;
    }
  }

  @BeforeAll
  static void startNode() {
    node = EmbeddedElasticsearch.start(home);
    client = ElasticClients.rest(ElasticSettings.local(node.uri()));
    elastic = new ElasticJson(client);
    IndexContract.load().apply(client);
    store(ReviewDocument.of(Samples.review("r0", 1), Instant.EPOCH));
    store(ReviewDocument.of(Samples.review("r1", 1), Instant.EPOCH));
    store(ReviewDocument.of(Samples.rated("r2", 1, 30), Instant.EPOCH));
    store(ItemDocument.of(Samples.score("t1", 1), Instant.EPOCH));
    store(ReviewDocument.of(Samples.review("removed-review", 1), Instant.EPOCH));
    store(ItemDocument.of(Samples.score("removed-title", 1), Instant.EPOCH));
    elastic.call("POST", "/revue-*/_refresh", null);
    store(
        ReviewDocument.of(
            new ReviewRemoved("removed-review", new Version(2), "t1", "gone", Instant.EPOCH)));
    store(ItemDocument.of(Samples.noReviews("removed-title", 2), Instant.EPOCH));
    elastic.call("POST", "/revue-*/_refresh", null);
  }

  @AfterAll
  static void stopNode() throws IOException {
    client.close();
    node.close();
  }

  @ParameterizedTest
  @EnumSource(IndexKind.class)
  void describesEveryFieldAsMappingAndSchemaDo(IndexKind kind) throws IOException {
    JsonNode mapping = IndexContract.load().mapping(kind).path("properties");
    List<String> wanted =
        schema(kind).path("properties").properties().stream()
            .map(field ->
                "| `%s` | %s | %s |"
                    .formatted(
                        field.getKey(),
                        type(mapping.path(field.getKey())),
                        field.getValue().path("description").asString()))
            .toList();

    assertThat(section(kind).lines().filter(line -> line.startsWith("| `"))).isEqualTo(wanted);
  }

  @Test
  void namesTheVersionOfTheContract() throws IOException {
    for (IndexKind kind : IndexKind.values()) {
      assertThat(document())
          .contains("`_meta.contract_version`, now " + IndexContract.load().version(kind));
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void answersEveryQueryThatItShows(Example example) {
    Answer answer =
        elastic.call("POST", "/" + example.path, (ObjectNode) Json.MAPPER.readTree(example.body));

    assertThat(answer.status()).as(answer.error()).isEqualTo(200);
    assertThat(answer.body().toString()).doesNotContain("removed-review", "removed-title");
    JsonNode asked = Json.MAPPER.readTree(example.body);
    if (example.path.endsWith("_count")) {
      assertThat(answer.body().path("count").asInt()).isPositive();
    }
    for (Map.Entry<String, JsonNode> aggregation : asked.path("aggs").properties()) {
      JsonNode said = answer.body().path("aggregations").path(aggregation.getKey());
      assertThat(said.path("buckets").size() + said.path("count").asInt(0))
          .as(aggregation.getKey())
          .isPositive();
    }
    for (Map.Entry<String, JsonNode> suggester : asked.path("suggest").properties()) {
      assertThat(
              answer
                  .body()
                  .path("suggest")
                  .path(suggester.getKey())
                  .valueStream()
                  .mapToInt(word -> word.path("options").size()))
          .allMatch(options -> options > 0);
    }
    boolean hitsWanted = !asked.has("suggest") && !example.path.endsWith("_count");
    JsonNode hits = answer.body().path("hits");
    if (hitsWanted) assertThat(hits.path("total").path("value").asInt()).isPositive();
    if (hitsWanted && asked.path("size").asInt(1) > 0) assertThat(hits.path("hits")).isNotEmpty();
    if (asked.has("highlight")) {
      assertThat(hits.path("hits")).allMatch(hit -> hit.path("highlight").size() > 0);
    }
  }

  @Test
  void showsAQueryForEveryCommonNeed() throws IOException {
    List<String> bodies = examples().map(Example::body).toList();
    for (String need :
        List.of(
            "multi_match",
            "terms",
            "range",
            "highlight",
            "item_title.prefix",
            "completion",
            "\"term\": {\"field\"",
            "item_title.sort",
            "more_like_this",
            "item_id",
            "author_name.keyword",
            "search_after",
            "\"ids\"",
            "rated_count")) {
      assertThat(bodies).as(need).anyMatch(body -> body.contains(need));
    }
    assertThat(document().split("```json", -1)).hasSize(bodies.size() + 1);
  }

  static Stream<Example> examples() throws IOException {
    var matcher = QUERY.matcher(document());
    var examples = new ArrayList<Example>();
    while (matcher.find()) {
      examples.add(new Example(matcher.group(1), matcher.group(2), matcher.group(3)));
    }
    return examples.stream();
  }

  private static String type(JsonNode field) {
    String type =
        !field.path("enabled").asBoolean(true)
            ? "not searched"
            : !field.path("index").asBoolean(true) ? "only shown" : field.path("type").asString();
    var parts = new ArrayList<String>(List.of(type));
    field.path("fields").propertyNames().forEach(name -> parts.add("`." + name + "`"));
    return String.join(", ", parts);
  }

  private static String section(IndexKind kind) throws IOException {
    String document = document();
    int from = document.indexOf(": `" + kind.readAlias() + "`\n");
    assertThat(from).as("a section of " + kind.readAlias()).isPositive();
    return document.substring(from, document.indexOf("\n## ", from));
  }

  private static JsonNode schema(IndexKind kind) throws IOException {
    String name = "/contract/" + kind.mapping().replace("mapping", "schema");
    try (var in = ContractDocumentTest.class.getResourceAsStream(name)) {
      return Json.MAPPER.readTree(in);
    }
  }

  private static String document() throws IOException {
    return Files.readString(DOCUMENT);
  }

  private static void store(Document document) {
    elastic.demand(
        "PUT",
        "/%s/_doc/%s?require_alias=true&version_type=external&version=%d"
            .formatted(document.kind().writeAlias(), document.id(), document.version().value()),
        (ObjectNode) Json.MAPPER.readTree(document.json()));
  }
}
