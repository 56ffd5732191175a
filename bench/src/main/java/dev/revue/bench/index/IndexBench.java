package dev.revue.bench.index;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch._helpers.bulk.BulkIngester;
import co.elastic.clients.elasticsearch._helpers.bulk.BulkListener;
import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import co.elastic.clients.elasticsearch.core.bulk.IndexOperation;
import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import co.elastic.clients.util.BinaryData;
import co.elastic.clients.util.ContentType;
import dev.revue.common.elastic.ElasticClients;
import dev.revue.common.health.Health;
import dev.revue.common.json.Json;
import dev.revue.common.kafka.Clients;
import dev.revue.common.kafka.Events;
import dev.revue.common.kafka.Offsets;
import dev.revue.common.settings.ElasticSettings;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topics;
import dev.revue.index.IndexSettings;
import dev.revue.index.IndexStage;
import dev.revue.index.bulk.BulkEndpoint.Reply;
import dev.revue.index.bulk.ElasticBulk;
import dev.revue.index.contract.ElasticJson;
import dev.revue.index.contract.IndexContract;
import dev.revue.index.contract.IndexKind;
import dev.revue.index.document.Document;
import dev.revue.index.document.ReviewDocument;
import dev.revue.index.loop.IndexLoop;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Prints the rate of the index stage, from Kafka, as a ratio to its ceiling (bulks built
/// beforehand, sent by a loop, as many at once) and to what others do; then how long a review takes
/// from produce to searchable at half the stage's rate. Arguments: documents (20000), rounds (5),
/// seconds of the second part (30).
public final class IndexBench {
  private static final int ONE_BY_ONE = 1_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final KafkaSettings kafka;
  private final ElasticSettings elastic;
  private final Rest5Client client;
  private final ElasticJson json;
  private final List<Document> documents;

  private IndexBench(Servers servers, int count) {
    this.kafka = KafkaSettings.local(servers.bootstrap(), "bench");
    this.elastic = ElasticSettings.local(servers.elasticsearch());
    this.client = ElasticClients.rest(elastic);
    this.json = new ElasticJson(client);
    this.documents =
        IntStream.range(0, count)
            .mapToObj(i -> ReviewDocument.of(Reviews.of(i, 10), Instant.EPOCH))
            .toList();
  }

  public static void main(String[] args) throws Exception {
    int count = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 30;
    Path dir = Files.createTempDirectory("revue-bench");
    try (Servers servers = Servers.start(dir)) {
      new IndexBench(servers, count)
          .run(rounds, seconds, args.length > 3 ? Integer.parseInt(args[3]) : 0);
    } finally {
      try (var files = Files.walk(dir)) {
        files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }

  /// One way to bring the documents into the index.
  private interface Way {
    double rate() throws Exception;
  }

  private void run(int rounds, int seconds, int load) throws Exception {
    new Topics(kafka).apply();
    Reviews.produce(kafka, documents.size());
    long bytes = documents.stream().mapToLong(d -> d.json().length).sum();
    System.out.printf(
        Locale.ROOT,
        "%,d documents of %,d bytes on average, %d rounds%n",
        documents.size(),
        bytes / documents.size(),
        rounds);
    var ways = new LinkedHashMap<String, Way>();
    ways.put("ceiling: bulks built beforehand", this::prebuilt);
    ways.put("revue index, from Kafka", this::stage);
    ways.put("BulkIngester with its defaults", this::ingester);
    ways.put("one bulk for each document", this::oneByOne);
    var rates = new LinkedHashMap<String, List<Double>>();
    for (int round = 0; round <= rounds; round++) { // the first only warms up
      for (Map.Entry<String, Way> way : ways.entrySet()) {
        fresh();
        double rate = way.getValue().rate();
        if (round > 0) rates.computeIfAbsent(way.getKey(), _ -> new ArrayList<>()).add(rate);
      }
    }
    double ours = median(rates.getOrDefault("revue index, from Kafka", List.of()));
    rates.forEach((name, found) ->
        System.out.printf(
            Locale.ROOT,
            "%-34s %,8.0f documents/s (%s)  revue index is %.2f of it%n",
            name,
            median(found),
            found.stream().map(r -> "%,.0f".formatted(r)).collect(Collectors.joining(", ")),
            ours / median(found)));
    latency(load > 0 ? load : ours / 2, seconds);
    client.close();
  }

  /// An empty index after the contract, as the stage finds it.
  private void fresh() {
    for (IndexKind kind : IndexKind.values()) json.call("DELETE", "/" + kind.index(1), null);
    IndexContract.load().apply(client);
  }

  private double prebuilt() throws Exception {
    var bodies = new ArrayDeque<byte[]>();
    var sizes = new ArrayDeque<Integer>();
    for (int from = 0; from < documents.size(); from += IndexSettings.LIMITS.documents()) {
      int to = Math.min(documents.size(), from + IndexSettings.LIMITS.documents());
      bodies.add(body(documents.subList(from, to)));
      sizes.add(to - from);
    }
    var course = new Course();
    var done = new AtomicLong();
    course.at(0);
    try (var bulk = new ElasticBulk(ElasticClients.rest(elastic), TIMEOUT)) {
      var flying = new ArrayDeque<CompletableFuture<Void>>();
      while (!bodies.isEmpty()) {
        if (flying.size() == IndexSettings.LIMITS.inFlight()) flying.removeFirst().join();
        int size = sizes.removeFirst();
        flying.add(
            bulk.send(bodies.removeFirst())
                .thenAccept(reply -> {
                  mustBeApplied(reply);
                  course.at(done.addAndGet(size));
                }));
      }
      flying.forEach(CompletableFuture::join);
    }
    return course.rate();
  }

  private double stage() throws Exception {
    try (var offsets = new Offsets(kafka)) {
      offsets.forget(List.of(IndexLoop.GROUP));
    }
    var metrics = new SimpleMeterRegistry();
    var course = new Course();
    var settings = IndexSettings.of(kafka, elastic);
    try (AutoCloseable stage = IndexStage.start(settings, new Health(Clock.systemUTC()), metrics)) {
      long applied = 0;
      Instant deadline = Instant.now().plus(PATIENCE);
      while (applied < documents.size()) {
        if (Instant.now().isAfter(deadline))
          throw new IllegalStateException(applied + " of " + documents.size() + " were applied");
        LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        var counter = metrics.find("revue.records").tag("outcome", "applied").counter();
        long now = counter == null ? 0 : (long) counter.count();
        if (now != applied) course.at(now);
        applied = now;
      }
    }
    return course.rate();
  }

  private double ingester() throws Exception {
    var course = new Course();
    var done = new AtomicLong();
    course.at(0);
    try (ElasticsearchAsyncClient async = ElasticClients.async(elastic)) {
      BulkIngester<Void> ingester =
          BulkIngester.of(b -> b.client(async).listener(new Progress(course, done)));
      for (Document document : documents) {
        ingester.add(
            new BulkOperation(
                new IndexOperation.Builder<BinaryData>()
                    .index(IndexKind.REVIEWS.writeAlias())
                    .id(document.id())
                    .version(document.version().value())
                    .versionType(VersionType.External)
                    .requireAlias(true)
                    .document(BinaryData.of(document.json(), ContentType.APPLICATION_JSON))
                    .build()));
      }
      ingester.close();
    }
    return course.rate();
  }

  private record Progress(Course course, AtomicLong done) implements BulkListener<Void> {
    @Override
    public void beforeBulk(long id, BulkRequest request, List<Void> contexts) {}

    @Override
    public void afterBulk(
        long id, BulkRequest request, List<Void> contexts, BulkResponse response) {
      if (response.errors()) throw new IllegalStateException("refused: " + response);
      course.at(done.addAndGet(response.items().size()));
    }

    @Override
    public void afterBulk(long id, BulkRequest request, List<Void> contexts, Throwable failure) {
      throw new IllegalStateException(failure);
    }
  }

  private double oneByOne() throws Exception {
    var course = new Course();
    course.at(0);
    try (var bulk = new ElasticBulk(ElasticClients.rest(elastic), TIMEOUT)) {
      int done = 0;
      for (Document document : documents.subList(0, Math.min(ONE_BY_ONE, documents.size()))) {
        mustBeApplied(bulk.send(body(List.of(document))).join());
        course.at(++done);
      }
    }
    return course.rate();
  }

  /// The n-th review that was produced counts as searchable when a search finds n of them.
  private void latency(double rate, int seconds) throws Exception {
    fresh();
    int count = (int) (rate * seconds);
    // Made beforehand: making them up costs as much as indexing them.
    List<ProducerRecord<byte[], byte[]>> records =
        IntStream.range(0, count)
            .mapToObj(i -> Events.review(Reviews.of(1_000_000 + i, 10), Events.newTrace()))
            .toList();
    var produced = new long[count];
    var found = new long[count];
    var settings = IndexSettings.of(kafka, elastic);
    try (var offsets = new Offsets(kafka)) {
      offsets.forget(List.of(IndexLoop.GROUP));
      offsets.commit(
          IndexLoop.GROUP,
          offsets.ends(dev.revue.common.topic.Topic.REVIEWS, dev.revue.common.topic.Topic.ITEMS));
    }
    // As a stage writes that handles pages in batches, not as one that flushes every record.
    var batching =
        new KafkaSettings(
            kafka.bootstrap(),
            kafka.instance(),
            kafka.delivery(),
            Map.of("linger.ms", "50", "batch.size", String.valueOf(256 << 10)),
            kafka.poisonPercent());
    var health = new Health(Clock.systemUTC());
    try (AutoCloseable stage = IndexStage.start(settings, health, new SimpleMeterRegistry());
        KafkaProducer<byte[], byte[]> producer = Clients.producer(batching)) {
      while (!health.obstacles().isEmpty()) LockSupport.parkNanos(1_000_000);
      LockSupport.parkNanos(Duration.ofSeconds(5).toNanos()); // until it has its partitions
      Thread producing =
          Thread.ofPlatform().start(() -> produce(producer, records, rate, produced));
      int seen = 0;
      Instant deadline = Instant.now().plusSeconds(seconds + 60L);
      while (seen < count && Instant.now().isBefore(deadline)) {
        int now = json.demand("GET", "/revue-reviews/_count", null).body().path("count").asInt();
        long at = System.nanoTime();
        while (seen < Math.min(now, count)) found[seen++] = at;
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
      producing.join();
      if (seen < count) throw new IllegalStateException("only " + seen + " of " + count);
    }
    // The first seconds are the JVM's.
    long[] millis =
        IntStream.range(count / 5, count)
            .mapToLong(i -> (found[i] - produced[i]) / 1_000_000)
            .sorted()
            .toArray();
    System.out.printf(
        Locale.ROOT,
        "produce to searchable at %,.0f reviews/s: p50 %d ms, p90 %d ms, p99 %d ms, most %d ms%n",
        rate,
        millis[millis.length / 2],
        millis[millis.length * 9 / 10],
        millis[millis.length * 99 / 100],
        millis[millis.length - 1]);
  }

  private static void produce(
      KafkaProducer<byte[], byte[]> producer,
      List<ProducerRecord<byte[], byte[]>> records,
      double rate,
      long[] produced) {
    long began = System.nanoTime();
    for (int i = 0; i < produced.length; i++) {
      long due = began + (long) (i / rate * 1e9);
      while (System.nanoTime() < due) LockSupport.parkNanos(due - System.nanoTime());
      produced[i] = System.nanoTime();
      var _ = producer.send(records.get(i));
    }
    producer.flush();
  }

  private static byte[] body(List<Document> documents) {
    var body = new ByteArrayOutputStream();
    for (Document document : documents) {
      var action = Json.MAPPER.createObjectNode();
      action
          .putObject("index")
          .put("_index", IndexKind.REVIEWS.writeAlias())
          .put("_id", document.id())
          .put("version", document.version().value())
          .put("version_type", "external")
          .put("require_alias", true);
      body.writeBytes(Json.MAPPER.writeValueAsBytes(action));
      body.write('\n');
      body.writeBytes(document.json());
      body.write('\n');
    }
    return body.toByteArray();
  }

  private static void mustBeApplied(Reply reply) {
    if (reply instanceof Reply.Answered(int status, String body)
        && status == 200
        && !body.contains("\"error\"")) return;
    throw new IllegalStateException("refused: " + reply);
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }
}
