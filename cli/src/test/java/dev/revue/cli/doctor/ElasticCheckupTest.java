package dev.revue.cli.doctor;

import co.elastic.clients.transport.rest5_client.low_level.Request;
import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import dev.revue.common.elastic.ElasticClients;
import dev.revue.common.settings.ElasticSettings;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.embedded.EmbeddedElasticsearch;
import dev.revue.index.IndexSettings;
import dev.revue.index.bulk.BulkLimits;
import dev.revue.index.contract.IndexContract;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(180)
class ElasticCheckupTest {
  private static final String SETUP = "run `revue setup`";
  private static final String INDEX = "revue-reviews-v1";

  @TempDir static Path dir;
  private static EmbeddedElasticsearch node;
  private static Rest5Client client;

  @BeforeAll
  static void start() {
    node = EmbeddedElasticsearch.start(dir);
    client = ElasticClients.rest(ElasticSettings.local(node.uri()));
  }

  @AfterAll
  static void stop() throws IOException {
    client.close();
    node.close();
  }

  @BeforeEach
  void everythingIsRight() throws IOException {
    cluster("cluster.*", "null");
    for (String index :
        List.of(INDEX, "revue-reviews-v2", "revue-items-v1", "revue-reviews-write")) {
      call("DELETE", "/" + index + "?ignore_unavailable=true", "");
    }
    IndexContract.load().apply(client);
    Expect.right(look());
  }

  @Test
  void saysThatElasticsearchDoesNotSpeakTls() {
    var https = URI.create(node.uri().toString().replace("http", "https"));
    Expect.wrong(
        look(settings(https), Clock.systemUTC()),
        "does not speak TLS",
        "set REVUE_ELASTICSEARCH_URL=" + node.uri());
  }

  @Test
  void saysThatATemplateIsMissing() throws IOException {
    call("DELETE", "/_index_template/revue-items", "");
    Expect.wrong(look(), "index template revue-items is missing", SETUP);
  }

  @Test
  void saysThatATemplateHasDrifted() throws IOException {
    call(
        "PUT",
        "/_index_template/revue-items",
        """
        {"index_patterns": ["revue-items-v*"], "priority": 500, "template": {"mappings": {"properties": {"id": {"type": "text"}}}}}
        """);
    Expect.wrong(look(), "index template revue-items", SETUP);
  }

  @Test
  void saysThatTheReadAliasIsMissing() throws IOException {
    call("DELETE", "/" + INDEX + "/_alias/revue-reviews", "");
    Expect.wrong(look(), "read alias revue-reviews", SETUP);
  }

  @Test
  void saysThatTheReadAliasShowsWhatWasRemoved() throws IOException {
    call("PUT", "/" + INDEX + "/_alias/revue-reviews", "{}");
    Expect.wrong(look(), "read alias revue-reviews on " + INDEX + " has no filter", SETUP);
  }

  @Test
  void saysThatTheReadAliasIsOnTwoIndices() throws IOException {
    call(
        "PUT",
        "/revue-reviews-v2",
        "{\"aliases\": {\"revue-reviews\": {\"filter\": {\"term\": {\"deleted\": false}}}}}");
    Expect.wrong(
        look(),
        "revue-reviews is on revue-reviews-v1 and revue-reviews-v2",
        "DELETE /INDEX/_alias/revue-reviews");
  }

  @Test
  void saysThatTheWriteAliasIsMissing() throws IOException {
    call("DELETE", "/" + INDEX + "/_alias/revue-reviews-write", "");
    Expect.wrong(look(), "write alias revue-reviews-write", SETUP);
  }

  @Test
  void saysThatTheWriteAliasIsAnIndex() throws IOException {
    call("DELETE", "/" + INDEX + "/_alias/revue-reviews-write", "");
    call("PUT", "/revue-reviews-write", "");
    Expect.wrong(look(), "revue-reviews-write is an index, not an alias", "delete it");
  }

  @Test
  void saysThatWhatIsWrittenDoesNotShow() throws IOException {
    call("PUT", "/revue-reviews-v2", "");
    call("DELETE", "/" + INDEX + "/_alias/revue-reviews-write", "");
    call("PUT", "/revue-reviews-v2/_alias/revue-reviews-write", "{\"is_write_index\": true}");
    Expect.wrong(
        look(),
        "write alias revue-reviews-write on revue-reviews-v2",
        "{\"actions\":[{\"remove\":{\"index\":\"revue-reviews-v2\",\"alias\":\"revue-reviews-write\"}},{\"add\":{\"index\":\"revue-reviews-v1\"");
  }

  @Test
  void saysWhichFieldsOfTheMappingHaveDrifted() throws IOException {
    call("DELETE", "/" + INDEX, "");
    call("DELETE", "/_index_template/revue-reviews", "");
    call(
        "PUT",
        "/" + INDEX,
        """
        {"aliases": {"revue-reviews": {"filter": {"term": {"deleted": false}}}, "revue-reviews-write": {"is_write_index": true}},
         "mappings": {"dynamic": true, "_meta": {"contract_version": "0.9.0"}, "properties": {"score": {"type": "text"}, "deleted": {"type": "boolean"}}}}
        """);
    List<Finding> findings = look();
    Expect.wrong(findings, "mapping of " + INDEX + ": field id is missing", "`revue setup`");
    Expect.wrong(
        findings, "mapping of " + INDEX + ": field score has type 'text'", "`revue reindex start`");
    Expect.wrong(
        findings, "mapping of " + INDEX + " is contract version 0.9.0", "`revue reindex start`");
    Expect.wrong(findings, "index " + INDEX + " has dynamic=true", "{\"dynamic\":\"strict\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "index.translog.durability, '\"async\"', '\"index.translog.durability\":\"request\"'",
    "index.blocks.write, true, '\"index.blocks.write\":null'",
    "index.blocks.read_only_allow_delete, true, '\"index.blocks.read_only_allow_delete\":null'",
    "index.refresh_interval, '\"-1\"', '\"index.refresh_interval\":\"1s\"'",
    "index.final_pipeline, '\"drops\"', '\"index.final_pipeline\":null'",
    "index.max_result_window, 100, '\"index.max_result_window\":null'"
  })
  void saysWhichSettingOfAnIndexIsUnsafe(String name, String value, String remedy)
      throws IOException {
    call("PUT", "/" + INDEX + "/_settings", "{\"%s\": %s}".formatted(name, value));
    Expect.wrong(look(), "index " + INDEX + " has " + name + "=" + value.replace("\"", ""), remedy);
  }

  @Test
  void saysThatAnIndexAnalysesOtherwiseThanTheContract() throws IOException {
    call("POST", "/revue-items-v1/_close", "");
    call(
        "PUT",
        "/revue-items-v1/_settings",
        "{\"index.analysis.analyzer.revue_name.filter\": [\"lowercase\"]}");
    call("POST", "/revue-items-v1/_open", "");
    Expect.wrong(
        look(),
        "index revue-items-v1 has index.analysis.analyzer.revue_name.filter=[lowercase], not [lowercase, asciifolding]",
        "`revue reindex start`");
  }

  @Test
  void saysThatAnIndexIsRed() throws IOException {
    call("DELETE", "/" + INDEX, "");
    call(
        "PUT",
        "/" + INDEX + "?wait_for_active_shards=0&timeout=0s",
        "{\"settings\": {\"index.routing.allocation.require._name\": \"nowhere\"}}");
    Expect.wrong(look(), "index " + INDEX + " is red", "/_cluster/allocation/explain");
  }

  @Test
  void saysThatShardsStayUnassigned() throws IOException {
    cluster("cluster.routing.allocation.enable", "\"none\"");
    Expect.wrong(
        look(),
        "cluster.routing.allocation.enable=none",
        "\"cluster.routing.allocation.enable\":null");
  }

  @Test
  void saysThatTheClusterIsReadOnlyAndHowToEndThat() throws IOException {
    cluster("cluster.blocks.read_only_allow_delete", "true");
    String remedy =
        "{\"persistent\":{\"cluster.blocks.read_only_allow_delete\":null},\"transient\":{\"cluster.blocks.read_only_allow_delete\":null}}";
    Expect.wrong(look(), "cluster.blocks.read_only_allow_delete=true", remedy);
    call("PUT", "/_cluster/settings", remedy);
    Expect.right(look());
  }

  @Test
  void saysThatThereIsNoRoomForTheShardsOfAReindex() throws IOException {
    cluster("cluster.max_shards_per_node", "3");
    Expect.wrong(look(), "cluster.max_shards_per_node=3", "delete indices that nobody needs");
  }

  @Test
  void saysThatADiskIsNearlyFull() throws IOException {
    call(
        "PUT",
        "/_cluster/settings",
        """
        {"persistent": {"cluster.routing.allocation.disk.threshold_enabled": true, "cluster.routing.allocation.disk.watermark.low": "0.01%",
         "cluster.routing.allocation.disk.watermark.high": "99.8%", "cluster.routing.allocation.disk.watermark.flood_stage": "99.9%"}}
        """);
    Expect.doubtful(look(), "above the watermark low=0.01%", "free or add disk");
  }

  @ParameterizedTest
  @CsvSource({"PT10M, ahead of", "PT-10M, behind"})
  void saysThatTheClocksDiffer(Duration skew, String how) {
    Expect.wrong(
        look(settings(node.uri()), Clock.offset(Clock.systemUTC(), skew)),
        "s " + how + " that of node",
        "timedatectl set-ntp true");
  }

  @Test
  void saysThatBulksAreLargerThanElasticsearchTakes() {
    IndexSettings usual = settings(node.uri());
    var limits = new BulkLimits(1_000, 200 << 20, Duration.ofMillis(50), 2);
    var large =
        new IndexSettings(usual.kafka(), usual.elastic(), usual.setup(), limits, usual.timeout());
    Expect.wrong(
        look(large, Clock.systemUTC()),
        "REVUE_INDEX_BULK_BYTES is 209715200",
        "set REVUE_INDEX_BULK_BYTES=52428800");
  }

  @Test
  void saysWhatAClusterOfSeveralNodesLacks() throws IOException {
    call(
        "PUT",
        "/" + INDEX + "/_settings",
        "{\"index.auto_expand_replicas\": false, \"index.number_of_replicas\": 0}");
    try (var between = StandIn.before(node.uri())) {
      between.answer(
          "/_cluster/health", 200, "{\"status\": \"green\", \"number_of_data_nodes\": 3}");
      between.answer(
          "/_nodes/http",
          200,
          "{\"nodes\": {\"a\": {\"name\": \"a\", \"version\": \"9.5.3\"}, \"b\": {\"name\": \"b\", \"version\": \"9.4.0\"}}}");
      List<Finding> findings = look(settings(between.uri()), Clock.systemUTC());
      Expect.doubtful(
          findings,
          "index " + INDEX + " is kept once although there are 3 nodes",
          "\"index.auto_expand_replicas\":\"0-1\"");
      Expect.doubtful(findings, "different versions: 9.4.0, 9.5.3", "finish the upgrade");
    }
  }

  @Test
  void saysWhatItMayNotLookAt() throws IOException {
    try (var between = StandIn.before(node.uri())) {
      between.answer("/_cluster/settings", 403, "{\"error\": {\"reason\": \"not for you\"}}");
      Expect.doubtful(
          look(settings(between.uri()), Clock.systemUTC()),
          "was refused: 403 not for you",
          "look again as the user of `revue index`");
    }
  }

  @Test
  void saysWhatTheUserMayNot() throws IOException {
    try (var between = StandIn.before(node.uri())) {
      between.answer("/_security/user/_has_privileges", 200, privileges(false, false, false));
      Expect.wrong(
          look(settings(between.uri()), Clock.systemUTC()),
          "somebody may neither read nor write",
          "`revue setup` as an administrator");
      between.answer("/_security/user/_has_privileges", 200, privileges(true, false, true));
      Expect.doubtful(
          look(settings(between.uri()), Clock.systemUTC()),
          "somebody may read but not write",
          "`revue setup` as an administrator");
      between.answer("/_security/user/_has_privileges", 200, privileges(true, true, false));
      Expect.wrong(
          look(settings(between.uri()), Clock.systemUTC()),
          "lacks view_index_metadata",
          "`revue setup` as an administrator");
      between.answer("/_security/user/_has_privileges", 200, privileges(false, true, true));
      Expect.right(look(settings(between.uri()), Clock.systemUTC()));
    }
  }

  private static String privileges(boolean read, boolean write, boolean look) {
    String pair =
        """
        "%1$s": {"read": %2$b}, "%1$s-write": {"index": %3$b, "view_index_metadata": %4$b}
        """;
    return "{\"username\": \"somebody\", \"index\": {"
        + pair.formatted("revue-reviews", read, write, look)
        + ","
        + pair.formatted("revue-items", read, write, look)
        + "}}";
  }

  private static List<Finding> look() {
    return look(settings(node.uri()), Clock.systemUTC());
  }

  private static List<Finding> look(IndexSettings settings, Clock clock) {
    return Expect.of(new ElasticCheckup(settings, clock));
  }

  static IndexSettings settings(URI uri) {
    return IndexSettings.of(KafkaSettings.local("127.0.0.1:1", "test"), ElasticSettings.local(uri));
  }

  private static void cluster(String name, String value) throws IOException {
    call("PUT", "/_cluster/settings", "{\"persistent\": {\"%s\": %s}}".formatted(name, value));
  }

  private static void call(String method, String path, String body) throws IOException {
    var request = new Request(method, path);
    if (!body.isBlank()) request.setJsonEntity(body);
    client.performRequest(request);
  }
}
