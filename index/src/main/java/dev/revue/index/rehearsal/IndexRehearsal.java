package dev.revue.index.rehearsal;

import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import dev.revue.common.elastic.ElasticClients;
import dev.revue.common.json.Json;
import dev.revue.common.kafka.BadRecord;
import dev.revue.common.kafka.Forecast;
import dev.revue.common.settings.ElasticSettings;
import dev.revue.index.IndexSettings;
import dev.revue.index.bulk.Backoff;
import dev.revue.index.bulk.BulkWriter;
import dev.revue.index.bulk.BulkWriter.Resolved;
import dev.revue.index.bulk.ElasticBulk;
import dev.revue.index.bulk.Outcome.Applied;
import dev.revue.index.bulk.Outcome.Rejected;
import dev.revue.index.bulk.Outcome.Superseded;
import dev.revue.index.contract.ElasticJson;
import dev.revue.index.contract.IndexKind;
import dev.revue.index.document.Document;
import dev.revue.index.document.Documents;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the index would say to records: documents are made by the code that runs now and written to
/// scratch indices with settings and mapping of those behind the write aliases; what is newer there
/// is looked up. Records that are asked about one after another are seen as coming so. The scratch
/// indices are deleted at the end, and those of runs that died by a later one.
public final class IndexRehearsal implements AutoCloseable {
  private static final String PREFIX = "revue-dry-run-";

  /// No rehearsal is expected to take longer.
  private static final Duration ABANDONED_AFTER = Duration.ofHours(6);

  /// Longer than a busy moment; what is still in the way then would hold the stage, too.
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Duration WAIT = Duration.ofMillis(50);
  private static final int LOOK_UP = 500;

  /// Settings that an index has and none can be given.
  private static final List<String> OF_THE_INDEX =
      List.of(
          "uuid",
          "creation_date",
          "version",
          "provided_name",
          "blocks",
          "resize",
          "routing",
          "lifecycle",
          "auto_expand_replicas",
          "number_of_replicas",
          "refresh_interval",
          "hidden");

  private final Rest5Client client;
  private final ElasticJson elastic;
  private final ElasticBulk bulk;
  private final Clock clock;
  private final Documents documents;
  private final Map<IndexKind, String> scratch = new EnumMap<>(IndexKind.class);

  private IndexRehearsal(ElasticSettings settings, Clock clock) {
    this.client = ElasticClients.rest(settings);
    this.elastic = new ElasticJson(client);
    this.bulk = new ElasticBulk(client, IndexSettings.TIMEOUT);
    this.clock = clock;
    this.documents = new Documents(clock);
  }

  /// @throws IllegalStateException where a write alias is missing or no index may be created
  @SuppressWarnings("MustBeClosedChecker") // closed by the caller, or here where it fails
  public static IndexRehearsal open(ElasticSettings settings, Clock clock) throws IOException {
    var rehearsal = new IndexRehearsal(settings, clock);
    try {
      rehearsal.deleteAbandoned();
      String run = PREFIX + UUID.randomUUID() + "-";
      for (IndexKind kind : IndexKind.values()) rehearsal.create(kind, run);
      return rehearsal;
    } catch (RuntimeException e) {
      try (rehearsal) {
        throw e;
      }
    }
  }

  /// One forecast for each, in order.
  ///
  /// @throws IllegalStateException where the stage would hold, with what is in the way
  public List<Forecast> of(List<ConsumerRecord<byte[], byte[]>> records) {
    var forecasts = new HashMap<Integer, Forecast>();
    var made = new HashMap<Integer, Document>();
    var writer =
        new BulkWriter<Integer>(
            bulk,
            IndexSettings.LIMITS,
            new Backoff(WAIT, Duration.ofSeconds(1), RandomGenerator.getDefault()),
            clock,
            (documents, bytes, took) -> {});
    for (int i = 0; i < records.size(); i++) {
      try {
        Optional<Document> document = documents.of(records.get(i));
        if (document.isEmpty()) {
          forecasts.put(i, new Forecast.Skipped());
          continue;
        }
        made.put(i, document.get());
        writer.add(i, document.get().through(scratchOf(document.get().kind())));
      } catch (BadRecord e) {
        forecasts.put(i, Forecast.Rejected.by(e));
      }
    }
    for (Resolved<Integer> one : resolved(writer)) {
      forecasts.put(
          one.origin(),
          switch (one.outcome()) {
            case Applied() -> new Forecast.Applied();
            case Superseded() -> new Forecast.Superseded();
            case Rejected(String reason, String message) -> new Forecast.Rejected(reason, message);
          });
    }
    compareWithTheIndex(made, forecasts);
    var ordered = new ArrayList<Forecast>();
    for (int i = 0; i < records.size(); i++) {
      ordered.add(forecasts.getOrDefault(i, new Forecast.Skipped()));
    }
    return ordered;
  }

  @Override
  public void close() throws IOException {
    try (client) {
      scratch.values().forEach(this::delete);
    }
  }

  private List<Resolved<Integer>> resolved(BulkWriter<Integer> writer) {
    var resolved = new ArrayList<Resolved<Integer>>();
    Instant heldSince = Instant.MAX;
    while (!writer.idle()) {
      writer.send();
      resolved.addAll(writer.collect(WAIT));
      Optional<String> obstacle = writer.obstacle();
      Instant now = clock.instant();
      if (obstacle.isEmpty()) heldSince = Instant.MAX;
      else if (heldSince.equals(Instant.MAX)) heldSince = now;
      else if (now.isAfter(heldSince.plus(PATIENCE)))
        throw new IllegalStateException("the index stage would hold: " + obstacle.get());
    }
    return resolved;
  }

  /// What the scratch index took the real one may have in a newer version.
  private void compareWithTheIndex(Map<Integer, Document> made, Map<Integer, Forecast> forecasts) {
    for (IndexKind kind : IndexKind.values()) {
      var open = new ArrayList<Integer>();
      made.forEach((i, document) -> {
        if (document.kind() == kind && forecasts.get(i) instanceof Forecast.Applied) open.add(i);
      });
      for (int from = 0; from < open.size(); from += LOOK_UP) {
        List<Integer> some = open.subList(from, Math.min(open.size(), from + LOOK_UP));
        Map<String, Long> there =
            versions(kind, some.stream().map(i -> documentOf(made, i).id()).toList());
        for (int i : some) {
          Document document = documentOf(made, i);
          if (there.getOrDefault(document.id(), -1L) >= document.version().value())
            forecasts.put(i, new Forecast.Superseded());
        }
      }
    }
  }

  private static Document documentOf(Map<Integer, Document> made, int i) {
    Document document = made.get(i);
    if (document == null) throw new IllegalStateException("no document " + i);
    return document;
  }

  private Map<String, Long> versions(IndexKind kind, List<String> ids) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    var wanted = body.putArray("ids");
    ids.stream().distinct().forEach(wanted::add);
    JsonNode docs =
        elastic
            .demand("POST", "/" + kind.writeAlias() + "/_mget?_source=false", body)
            .body()
            .path("docs");
    var versions = new HashMap<String, Long>();
    for (JsonNode doc : docs) {
      if (doc.path("found").asBoolean(false))
        versions.put(doc.path("_id").asString(""), doc.path("_version").asLong(-1));
    }
    return versions;
  }

  private String scratchOf(IndexKind kind) {
    String index = scratch.get(kind);
    if (index == null) throw new IllegalStateException("no scratch index of " + kind);
    return index + "-write";
  }

  private void create(IndexKind kind, String run) {
    ElasticJson.Answer live = elastic.call("GET", "/" + kind.writeAlias(), null);
    if (!live.ok())
      throw new IllegalStateException(
          "write alias " + kind.writeAlias() + ": " + live.error() + "; run `revue setup`");
    JsonNode model = writeIndex(live.body(), kind.writeAlias());
    String index = run + kind.readAlias();
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.set("mappings", model.path("mappings"));
    var settings = (ObjectNode) model.path("settings").path("index").deepCopy();
    OF_THE_INDEX.forEach(settings::remove);
    settings.put("number_of_replicas", 0).put("refresh_interval", "-1").put("hidden", true);
    body.putObject("settings").set("index", settings);
    body.putObject("aliases").putObject(index + "-write").put("is_hidden", true);
    elastic.demand("PUT", "/" + index, body);
    scratch.put(kind, index);
  }

  private static JsonNode writeIndex(JsonNode indices, String alias) {
    JsonNode last = Json.MAPPER.createObjectNode();
    for (JsonNode index : indices) {
      if (index.path("aliases").path(alias).path("is_write_index").asBoolean(false)) return index;
      last = index;
    }
    return last;
  }

  private void deleteAbandoned() {
    JsonNode there =
        elastic.call("GET", "/" + PREFIX + "*/_settings?expand_wildcards=all", null).body();
    Instant before = clock.instant().minus(ABANDONED_AFTER);
    for (Map.Entry<String, JsonNode> index : there.properties()) {
      if (!index.getKey().startsWith(PREFIX)) continue;
      long made = index.getValue().at("/settings/index/creation_date").asLong(Long.MAX_VALUE);
      if (made < before.toEpochMilli()) delete(index.getKey());
    }
  }

  private void delete(String index) {
    ElasticJson.Answer answer = elastic.call("DELETE", "/" + index, null);
    if (!answer.ok() && !answer.missing())
      throw new IllegalStateException(
          "index " + index + " could not be deleted: " + answer.error() + "; delete it by hand");
  }
}
