package dev.revue.index.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import dev.revue.common.elastic.ElasticClients;
import dev.revue.common.json.Json;
import dev.revue.common.settings.ElasticSettings;
import dev.revue.embedded.EmbeddedElasticsearch;
import dev.revue.index.Samples;
import dev.revue.index.contract.ElasticJson.Answer;
import dev.revue.index.document.Document;
import dev.revue.index.document.ItemDocument;
import dev.revue.index.document.ReviewDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class IndexContractTest {
  @TempDir static Path home;
  private static EmbeddedElasticsearch node;
  private static Rest5Client client;
  private static ElasticJson elastic;

  private final IndexContract contract = IndexContract.load();

  @BeforeAll
  static void startNode() {
    node = EmbeddedElasticsearch.start(home);
    client = ElasticClients.rest(ElasticSettings.local(node.uri()));
    elastic = new ElasticJson(client);
  }

  @AfterAll
  static void stopNode() throws IOException {
    client.close();
    node.close();
  }

  @BeforeEach
  void clear() {
    for (IndexKind kind : IndexKind.values()) {
      elastic.call("DELETE", "/_index_template/" + kind.readAlias(), null);
      for (int i = 1; i <= 2; i++) elastic.call("DELETE", "/" + kind.index(i), null);
    }
  }

  @Test
  void setsUpOnceAndChangesNothingAfterwards() {
    contract.apply(client);
    assertThat(contract.check(client)).isEmpty();
    var before = elastic.call("GET", "/revue-*", null).body();
    contract.apply(client);
    assertThat(elastic.call("GET", "/revue-*", null).body()).isEqualTo(before);
  }

  @Test
  void namesEveryThingThatIsMissingWithItsRemedy() {
    assertThat(contract.check(client))
        .hasSize(6)
        .allMatch(mistake -> mistake.contains("revue setup"));
  }

  @Test
  void neverMovesAnAlias() {
    contract.apply(client);
    elastic.demand("PUT", "/revue-reviews-v2", json("{}"));
    elastic.demand(
        "POST",
        "/_aliases",
        json(
            """
            {"actions": [
              {"remove": {"index": "revue-reviews-v1", "alias": "revue-reviews-write"}},
              {"add": {"index": "revue-reviews-v2", "alias": "revue-reviews-write", "is_write_index": true}}]}
            """));
    contract.apply(client);
    assertThat(elastic.call("GET", "/_alias/revue-reviews-write", null).body().propertyNames())
        .containsExactly("revue-reviews-v2");
    assertThat(elastic.call("GET", "/_alias/revue-reviews", null).body().propertyNames())
        .containsExactly("revue-reviews-v1");
  }

  @Test
  void putsBackAnAliasThatWasLost() {
    contract.apply(client);
    elastic.call("DELETE", "/revue-items-v1/_alias/revue-items-write", null);
    assertThat(contract.check(client)).singleElement().asString().contains("revue-items-write");
    contract.apply(client);
    assertThat(contract.check(client)).isEmpty();
  }

  @Test
  void addsNewFieldsToAnIndexOfAnOlderContract() {
    ObjectNode body =
        json(
            "{\"aliases\": {\"revue-items-write\": {}, \"revue-items\": {\"filter\": {\"term\": {\"deleted\": false}}}}}");
    ObjectNode older = (ObjectNode) contract.mapping(IndexKind.ITEMS).deepCopy();
    ((ObjectNode) older.path("properties")).remove("user_score");
    ((ObjectNode) older.path("_meta")).put("contract_version", "1.0.0");
    contract.apply(client);
    elastic.call("DELETE", "/revue-items-v1", null);
    elastic.call("DELETE", "/_index_template/revue-items", null);
    body.set("mappings", older);
    body.set("settings", settings());
    elastic.demand("PUT", "/revue-items-v1", body);
    assertThat(contract.check(client)).anyMatch(m -> m.contains("field user_score is missing"));
    contract.apply(client);
    assertThat(contract.check(client)).isEmpty();
  }

  @Test
  void refusesAnIndexWhoseFieldsAreOfAnotherType() {
    contract.apply(client);
    elastic.call("DELETE", "/revue-items-v1", null);
    elastic.call("DELETE", "/_index_template/revue-items", null);
    elastic.demand(
        "PUT",
        "/revue-items-v1",
        json(
            "{\"mappings\": {\"properties\": {\"score\": {\"type\": \"keyword\"}}}, \"aliases\": {\"revue-items-write\": {}}}"));
    assertThat(contract.check(client))
        .anyMatch(m -> m.contains("field score has type 'keyword', not 'float'"));
    assertThatThrownBy(() -> contract.apply(client)).hasMessageContaining("revue reindex");
  }

  @Test
  void takesEveryDocumentThatIsMadeForIt() {
    contract.apply(client);
    List<String> nasty =
        List.of(
            "!!!",
            "\u001e\u001f\u0000",
            "<script>",
            "x".repeat(40_000),
            "日本語",
            "e\u0301",
            "-",
            "\ud800");
    for (int i = 0; i < nasty.size(); i++) {
      store(
          "reviews",
          "n" + i,
          ReviewDocument.of(Samples.saying("n" + i, 1, nasty.get(i)), Instant.EPOCH));
    }
    store("reviews", "bare", ReviewDocument.of(Samples.bare("bare", 1), Instant.EPOCH));
    store(
        "reviews",
        "vector",
        ReviewDocument.of(
            Samples.embedded("vector", 1, Collections.nCopies(384, 0.1f)), Instant.EPOCH));
    store("items", "title", ItemDocument.of(Samples.score("title", 1), Instant.EPOCH));
    store("items", "none", ItemDocument.of(Samples.noReviews("none", 1), Instant.EPOCH));
    elastic.call("POST", "/revue-*/_refresh", null);
    assertThat(count("/revue-reviews/_search", "{}")).isEqualTo(nasty.size() + 2);
    assertThat(count("/revue-items/_search", "{}")).isEqualTo(1);
  }

  @Test
  void answersTheCommonNeedsOfAUserInterface() {
    contract.apply(client);
    store("reviews", "one", ReviewDocument.of(Samples.review("one", 1), Instant.EPOCH));
    store("reviews", "two", ReviewDocument.of(Samples.rated("two", 1, 30), Instant.EPOCH));
    elastic.call("POST", "/revue-*/_refresh", null);
    String search = "/revue-reviews/_search";
    assertThat(count(search, "{\"query\":{\"match\":{\"text\":\"quiet thrillers\"}}}"))
        .isEqualTo(2);
    assertThat(count(search, "{\"query\":{\"match\":{\"item_title.prefix\":\"nigh\"}}}"))
        .isEqualTo(2);
    assertThat(count(search, "{\"query\":{\"range\":{\"score\":{\"gte\":60}}}}")).isEqualTo(1);
    assertThat(count(search, "{\"query\":{\"term\":{\"author_name.keyword\":\"Max Critic\"}}}"))
        .isEqualTo(2);
    assertThat(
            count(search, "{\"sort\":[{\"item_title.sort\":\"asc\"},{\"published_at\":\"desc\"}]}"))
        .isEqualTo(2);
    assertThat(
            count(
                search,
                "{\"query\":{\"more_like_this\":{\"fields\":[\"text\"],\"min_term_freq\":1,\"min_doc_freq\":1,\"like\":[{\"_index\":\"revue-reviews\",\"_id\":\"one\"}]}}}"))
        .isEqualTo(1);
    Answer facets =
        elastic.demand(
            "POST",
            search,
            json("{\"size\":0,\"aggs\":{\"verdict\":{\"terms\":{\"field\":\"verdict\"}}}}"));
    assertThat(facets.body().path("aggregations").path("verdict").path("buckets")).hasSize(2);
    Answer suggested =
        elastic.demand(
            "POST",
            search,
            json(
                "{\"suggest\":{\"s\":{\"prefix\":\"the ni\",\"completion\":{\"field\":\"suggest\",\"skip_duplicates\":true}}}}"));
    assertThat(
            suggested
                .body()
                .path("suggest")
                .path("s")
                .path(0)
                .path("options")
                .path(0)
                .path("text")
                .asString())
        .isEqualTo("The Night Train");
  }

  private static int count(String path, String body) {
    return elastic
        .demand("POST", path, json(body))
        .body()
        .path("hits")
        .path("total")
        .path("value")
        .asInt();
  }

  private static void store(String kind, String id, Document document) {
    elastic.demand(
        "PUT",
        "/revue-" + kind + "-write/_doc/" + id + "?require_alias=true",
        (ObjectNode) Json.MAPPER.readTree(document.json()));
  }

  private static ObjectNode settings() {
    try (var in = IndexContract.class.getResourceAsStream("/contract/settings.json")) {
      return (ObjectNode) Json.MAPPER.readTree(in);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static ObjectNode json(String text) {
    return (ObjectNode) Json.MAPPER.readTree(text);
  }
}
