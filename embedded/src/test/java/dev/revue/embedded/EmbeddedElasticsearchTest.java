package dev.revue.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedElasticsearchTest {
  @TempDir static Path home;
  static EmbeddedElasticsearch node;
  static Http http;

  @BeforeAll
  static void indexReviews() throws IOException {
    node = EmbeddedElasticsearch.start(home);
    http = new Http(node.uri());
    assertThat(http.send("PUT", "/reviews", resource("/reviews.json")).body())
        .contains("\"acknowledged\":true");
    var bulk =
        http.send(
            "POST",
            "/reviews/_bulk?refresh=true",
            """
            {"index":{"_id":"arrival","version":7,"version_type":"external"}}
            {"title":"Arrival","text":"A director's thoughtful science fiction that loves its languages","score":90,"embedding":[1,0,0,0],"suggest":"Arrival"}
            {"index":{"_id":"amelie","version":7,"version_type":"external"}}
            {"title":"Amélie","text":"A charming picture about small kindnesses","text_de":"Ein Film voller Häuser und Gärten","score":85,"embedding":[0,1,0,0],"suggest":"Amélie"}
            """);
    assertThat(bulk.body()).contains("\"errors\":false");
  }

  @AfterAll
  static void stop() {
    http.close();
    node.close();
  }

  @Test
  void presentsItselfAsElasticsearch() {
    var answer = http.send("GET", "/", "");

    assertThat(answer.headers().firstValue("X-elastic-product")).hasValue("Elasticsearch");
    assertThat(answer.body())
        .contains("\"number\" : \"9.5.3\"", "You Know, for Search")
        .doesNotContain("_na_");
  }

  @Test
  void findsOtherFormsOfAWord() {
    assertThat(hits("text:language")).containsExactly("arrival");
    assertThat(hits("text:directors")).containsExactly("arrival");
    assertThat(hits("text:kindness")).containsExactly("amelie");
    assertThat(hits("text_de:Haus")).containsExactly("amelie");
  }

  @Test
  void findsSynonymsOfOneWordAndOfMany() {
    assertThat(hits("text:scifi")).containsExactly("arrival");
    assertThat(hits("text:\"sci fi\"")).containsExactly("arrival");
    assertThat(hits("text:films")).isEmpty(); // rules are matched before stemming, as they stand
    assertThat(hits("text:film")).containsExactly("amelie");
  }

  @Test
  void analysesSynonymRulesByTheFiltersBeforeThem() {
    assertThat(tokens("prose_search", "tele")).contains("tele", "television");
  }

  @Test
  void findsTheStartOfANameWithoutItsAccents() {
    assertThat(hits("title.prefix:ame")).containsExactly("amelie");
    assertThat(hits("title.sort:AMÉLIE")).containsExactly("amelie");
  }

  @Test
  void findsTheNearestVectorAndCompletesATitle() {
    var nearest =
        http.send(
            "POST",
            "/reviews/_search",
            "{\"knn\":{\"field\":\"embedding\",\"query_vector\":[0.9,0.1,0,0],\"k\":1,\"num_candidates\":2}}");
    var completed =
        http.send(
            "POST",
            "/reviews/_search",
            "{\"suggest\":{\"t\":{\"prefix\":\"amel\",\"completion\":{\"field\":\"suggest\"}}}}");

    assertThat(ids(nearest.body())).containsExactly("arrival");
    assertThat(ids(completed.body())).contains("amelie");
  }

  @Test
  void refusesAnOlderVersion() {
    var older =
        http.send("PUT", "/reviews/_doc/arrival?version=6&version_type=external", "{\"score\":1}");

    assertThat(older.statusCode()).isEqualTo(409);
  }

  @Test
  void refusesAnIndexWhoseStemmerDoesNotExist() {
    var refused =
        http.send(
            "PUT",
            "/wrong",
            """
            {"settings":{"analysis":{
              "filter":{"s":{"type":"stemmer","language":"klingon"}},
              "analyzer":{"a":{"tokenizer":"standard","filter":["s"]}}}}}
            """);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("unknown stemmer language [klingon]");
  }

  @Test
  void refusesSynonymsOfGrams() {
    var refused =
        http.send(
            "PUT",
            "/wrong",
            """
            {"settings":{"analysis":{
              "filter":{"g":{"type":"edge_ngram"},"s":{"type":"synonym","synonyms":["a,b"]}},
              "analyzer":{"a":{"tokenizer":"standard","filter":["g","s"]}}}}}
            """);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("cannot be used to parse synonyms");
  }

  @Test
  void saysThatAPortIsTaken(@TempDir Path other) {
    assertThatThrownBy(() -> EmbeddedElasticsearch.start(other, node.uri().getPort()))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("127.0.0.1:" + node.uri().getPort())
        .hasMessageContaining("choose another port");
  }

  private static List<String> hits(String query) {
    return ids(http.get("/reviews/_search?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8)));
  }

  private static List<String> ids(String answer) {
    return all("\"_id\":\"(\\w+)\"", answer);
  }

  private static List<String> tokens(String analyzer, String text) {
    return all(
        "\"token\":\"(\\w+)\"",
        http.send(
                "POST",
                "/reviews/_analyze",
                "{\"analyzer\":\"%s\",\"text\":\"%s\"}".formatted(analyzer, text))
            .body());
  }

  private static List<String> all(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(m -> m.group(1)).toList();
  }

  private static String resource(String name) throws IOException {
    try (var in = EmbeddedElasticsearchTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
