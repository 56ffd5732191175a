package dev.revue.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.embedded.FaultProxy.Fault;
import dev.revue.index.StageServers.Sent;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Long outages while records keep coming, and poison at full speed, between a genuine broker and a
/// genuine node.
class IndexEnduranceTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration WINDOW = Duration.ofMillis(500);
  private static final int BACKLOG = 10_000;

  /// Records that the stage holds, at most, and what a garbage collection does not find.
  private static final long HEAP_BOUND = 64L << 20;

  @TempDir static Path home;
  private static StageServers servers;
  private static AutoCloseable stage;

  @BeforeAll
  static void start() throws IOException {
    servers = StageServers.start(home);
    stage = servers.startStage(IndexSettings.LIMITS);
    servers.await("the stage is ready", PATIENCE, () -> servers.health.obstacles().isEmpty());
  }

  @AfterAll
  static void stop() throws Exception {
    stage.close();
    servers.close();
  }

  @Test
  void costsNeitherRecordsNorMembershipNorHeap() throws Exception {
    outage(Duration.ofSeconds(3), 2_000);
  }

  @Tag("nightly")
  @Test
  void costsNeitherRecordsNorMembershipNorHeapInTenMinutes() throws Exception {
    outage(Duration.ofSeconds(200), 100);
  }

  /// @param each how long each of three kinds of outage lasts
  /// @param rate records a second that keep coming
  private static void outage(Duration each, int rate) throws Exception {
    String run = "run" + each.toSeconds() + "-";
    write(run + "warm-up", BACKLOG);
    double before = write(run + "before", BACKLOG);
    var letters = servers.deadLetters();
    String member = member();
    long heap = heap();

    var over = new AtomicBoolean();
    var coming = CompletableFuture.supplyAsync(() -> keepComing(run + "during", rate, over));
    servers.proxy.script((_, _) -> new Fault.Answered(429, ""));
    last(each);
    servers.proxy.script((_, _) -> new Fault.Answered(503, ""));
    last(each);
    servers.proxy.refuseConnections();
    servers.proxy.script((_, _) -> new Fault.Passed());
    last(each);
    over.set(true);
    List<Sent> sent = coming.join();
    assertThat(servers.health.stalled()).isEmpty();
    assertThat(servers.health.obstacles().toString()).contains("does not answer");
    long held = heap();
    assertThat(member()).isEqualTo(member);

    // A backlog that outlasts the measurement.
    for (int i = 0; i < BACKLOG; i++) sent.add(servers.send(Samples.review(run + "more" + i, 1)));
    double done = servers.done();
    servers.proxy.acceptConnections();
    Duration back = untilRate(0.9 * before, done);
    servers.await("all is committed", PATIENCE, () -> servers.committed(sent));
    assertThat(member()).isEqualTo(member);
    assertThat(servers.deadLetters()).isEqualTo(letters);
    assertThat(servers.versions(StageServers.ids(sent))).isEqualTo(StageServers.newest(sent));
    System.out.printf(
        "outage of 3 x %d s with %d records a second: before %.0f records/s, back at 90 %% after %.1f s; heap %d MiB before, %d MiB at its end%n",
        each.toSeconds(), rate, before, back.toMillis() / 1e3, heap >> 20, held >> 20);
    assertThat(held).isLessThan(heap + HEAP_BOUND);
    assertThat(back).isLessThan(Duration.ofSeconds(50));
  }

  @Tag("nightly")
  @Test
  void poisonCostsLittle() {
    servers.proxy.script((_, _) -> new Fault.Passed());
    write("warm-up", 2 * BACKLOG);
    double clean = 0;
    double poisoned = 0;
    for (int round = 0; round < 5; round++) {
      int now = round;
      clean += write("clean" + round + "-", BACKLOG);
      poisoned +=
          write(
              BACKLOG,
              i ->
                  i == BACKLOG / 2
                      ? Samples.review("x".repeat(600) + now, 1)
                      : i % 1_000 == 500
                          ? Samples.of("refused" + now + "-" + i, 1, "t".repeat(40_000))
                          : Samples.review("poisoned" + now + "-" + i, 1));
    }
    System.out.printf(
        "poison: %.0f records/s with 10 refused documents and 1 refused request in %d, %.0f without: %.2f%n",
        poisoned / 5, BACKLOG, clean / 5, poisoned / clean);
    assertThat(servers.deadLetters()).hasSize(55);
    assertThat(poisoned).isGreaterThan(clean / 10);
  }

  /// Writes that many and tells how many a second it took.
  private static double write(String prefix, int records) {
    return write(records, i -> Samples.review(prefix + i, 1));
  }

  private static double write(int records, IntFunction<Review> reviews) {
    double done = servers.done();
    Instant start = Instant.now();
    for (int i = 0; i < records; i++) servers.send(reviews.apply(i));
    servers.await("they are written", PATIENCE, () -> servers.done() >= done + records);
    return records / (Duration.between(start, Instant.now()).toMillis() / 1e3);
  }

  private static List<Sent> keepComing(String prefix, int rate, AtomicBoolean over) {
    var sent = new ArrayList<Sent>();
    Instant start = Instant.now();
    while (!over.get()) {
      long due = Duration.between(start, Instant.now()).toMillis() * rate / 1_000;
      while (sent.size() < due) {
        sent.add(servers.send(Samples.review(prefix + sent.size(), 1)));
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    return sent;
  }

  /// How long until as many records a second are done with over a whole window.
  private static Duration untilRate(double wanted, double done) {
    record Look(Instant at, double done) {}
    Instant start = Instant.now();
    var looks = new ArrayDeque<Look>(List.of(new Look(start, done)));
    servers.await(
        "the rate is back",
        PATIENCE,
        () -> {
          looks.add(new Look(Instant.now(), servers.done()));
          while (looks.getFirst().at.isBefore(looks.getLast().at.minus(WINDOW))) looks.remove();
          Duration window = Duration.between(looks.getFirst().at, looks.getLast().at);
          double records = looks.getLast().done - looks.getFirst().done;
          return window.compareTo(WINDOW.dividedBy(2)) > 0
              && records / (window.toMillis() / 1e3) >= wanted;
        });
    return Duration.between(start, Instant.now());
  }

  private static String member() {
    var group = servers.group();
    assertThat(group.members()).hasSize(1);
    return group.members().iterator().next().consumerId() + " " + group.groupEpoch();
  }

  private static long heap() {
    var memory = ManagementFactory.getMemoryMXBean();
    for (int i = 0; i < 3; i++) memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  private static void last(Duration time) {
    Instant until = Instant.now().plus(time);
    servers.await("it lasts", time.multipliedBy(2), () -> Instant.now().isAfter(until));
  }
}
