package dev.revue.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.revue.common.event.ReviewEvent.ReviewRemoved;
import dev.revue.common.event.Version;
import dev.revue.index.contract.ElasticJson.Answer;
import dev.revue.index.reindex.Reindex;
import dev.revue.index.reindex.Reindex.IndexStatus;
import dev.revue.index.reindex.Reindex.Turn;
import dev.revue.index.verify.Difference;
import dev.revue.index.verify.Verify;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A new index beside the live one, while reviews keep coming and people keep searching.
class ReindexTest {
  /// The common pool may have a single thread.
  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

  @TempDir Path dir;
  private Pipeline pipeline;

  @BeforeEach
  void start() {
    pipeline = new Pipeline(dir);
  }

  @AfterEach
  void stop() throws IOException {
    pipeline.close();
  }

  @Test
  void changesOverAndBackUnderWritesAndSearches() throws Exception {
    changesOverAndBack(3_000);
  }

  @Test
  @Tag("nightly")
  void changesOverAndBackWithManyReviews() throws Exception {
    changesOverAndBack(100_000);
  }

  private void changesOverAndBack(int reviews) throws Exception {
    write(reviews);
    var going = new AtomicBoolean(true);
    CompletableFuture<Integer> writing = keepWriting(going, reviews);
    var searches = new Searches(going);
    try (Reindex reindex = new Reindex(pipeline.settings(), _ -> {})) {
      Instant began = Instant.now();
      assertThat(reindex.start()).allSatisfy(proof -> assertThat(proof.worse()).isEmpty());
      System.out.printf(
          "reindex: built %,d documents in %d ms%n",
          pipeline.count("revue-reviews-v2"), Duration.between(began, Instant.now()).toMillis());
      assertThat(live(reindex)).containsExactly("revue-reviews-v1", "revue-items-v1");
      turned("swap", reindex.swap());
      assertThat(live(reindex)).containsExactly("revue-reviews-v2", "revue-items-v2");
      awaitOneMoreWrite(searches);
      turned("rollback", reindex.rollback());
      assertThat(live(reindex)).containsExactly("revue-reviews-v1", "revue-items-v1");
      awaitOneMoreWrite(searches);
      turned("swap again", reindex.swap());
    } finally {
      going.set(false);
    }
    int written = writing.join();
    searches.running.join();
    System.out.printf(
        "reindex: %,d live writes, %,d searches, %d failed%n",
        written, searches.done.get(), searches.failed.get());
    assertThat(searches.failed.get()).isZero();
    assertThat(searches.back.get()).as("searches that saw fewer reviews than one before").isZero();
    var report = new Verify(pipeline.kafka, pipeline.elastic, Duration.ofMinutes(1), _ -> {}).run();
    assertThat(report.differences()).isEmpty();
  }

  @Test
  void leavesEverythingAsItIsWhereTheNewIndexIsNotWhatTheLogSays() throws Exception {
    write(200);
    try (Reindex reindex = new Reindex(pipeline.settings(), _ -> {})) {
      assertThatThrownBy(reindex::swap).hasMessageContaining("revue reindex start");
      assertThatThrownBy(reindex::rollback).hasMessageContaining("no previous index");
      reindex.start();
      pipeline.json.demand("DELETE", "/revue-reviews-v2/_doc/r7", null);
      Turn turn = reindex.swap();
      assertThat(turn)
          .isInstanceOfSatisfying(
              Turn.Refused.class,
              refused ->
                  assertThat(refused.proofs().getFirst().worse())
                      .singleElement()
                      .satisfies(difference -> assertThat(difference.id()).isEqualTo("r7")));
      assertThat(live(reindex)).containsExactly("revue-reviews-v1", "revue-items-v1");
      assertThatThrownBy(() -> reindex.drop("revue-reviews-v1")).hasMessageContaining("is live");
      assertThatThrownBy(() -> reindex.drop("revue-reviews-v9")).hasMessageContaining("no index");
      reindex.drop("revue-reviews-v2");
      reindex.start();
      turned("swap", reindex.swap());
    }
  }

  @Test
  void goesOnAfterAnyKill() throws Exception {
    write(2_000);
    try (var starting = RevueProcess.start(pipeline.environment(), "reindex", "start")) {
      pipeline.await("the next index is begun", () -> there("revue-reviews-v2"));
      starting.kill();
    }
    try (Reindex reindex = new Reindex(pipeline.settings(), _ -> {})) {
      assertThat(reindex.start()).allSatisfy(proof -> assertThat(proof.worse()).isEmpty());
      // As a swap leaves it that is killed before the aliases move: the stage holds.
      pipeline.json.demand("PUT", "/revue-reviews-v1/_block/write", null);
      pipeline.send(Pipeline.review("held", 10, "t-held", 70));
      pipeline.flush();
      turned("swap", reindex.swap());
      pipeline.await("what was held is written", () -> found("held"));
      turned("rollback", reindex.rollback());
      assertThat(found("held")).isTrue();
      // What is no longer live stays blocked, whatever becomes of the process: it can go back.
      assertThatThrownBy(
              () -> pipeline.json.demand("PUT", "/revue-reviews-v2/_doc/x", pipeline.object("{}")))
          .hasMessageContaining("cluster_block_exception");
      turned("swap", reindex.swap());
    }
  }

  @Test
  void buildsAllOfAnIndexWhoseNamesakeWasLost() throws Exception {
    write(200);
    try (Reindex reindex = new Reindex(pipeline.settings(), _ -> {})) {
      reindex.start();
      pipeline.json.demand("DELETE", "/revue-reviews-v2", null);
      assertThat(reindex.start().getFirst())
          .satisfies(proof -> assertThat(proof.comparison().index().count()).isEqualTo(200))
          .satisfies(proof -> assertThat(proof.worse()).isEmpty());
    }
  }

  @Test
  void neverExcusesAnotherContent() throws Exception {
    write(200);
    try (Reindex reindex = new Reindex(pipeline.settings(), _ -> {})) {
      reindex.start();
      // As another release would have written it: the same version, another content.
      pipeline.json.demand(
          "PUT",
          "/revue-reviews-v2/_doc/r7?version_type=external_gte&version=10",
          pipeline.object("{\"id\":\"r7\",\"deleted\":false,\"content_hash\":1}"));
      assertThat(reindex.swap())
          .isInstanceOfSatisfying(
              Turn.Refused.class,
              refused ->
                  assertThat(refused.proofs().getFirst().worse())
                      .singleElement()
                      .isInstanceOf(Difference.OtherContent.class));
    }
  }

  @Test
  void letsDeadLettersNotStandInTheWay() throws Exception {
    write(300);
    String refused = "x".repeat(600); // longer than an id may be
    pipeline.send(Pipeline.review(refused, 10, "t-1", 70));
    write(300);
    try (Reindex reindex = new Reindex(pipeline.settings(), _ -> {})) {
      var proofs = reindex.start();
      assertThat(proofs.getFirst().worse()).isEmpty();
      assertThat(proofs.getFirst().shared()).isEqualTo(1);
      turned("swap", reindex.swap());
    }
  }

  @Test
  void theCommandTellsWhatItDoes() throws Exception {
    write(300);
    assertThat(revue(0, "reindex", "start"))
        .contains("0 differences", "ready: `revue reindex swap`");
    assertThat(revue(0, "reindex", "status"))
        .containsPattern("live +revue-reviews-v1 +300 documents +\\d+\\.\\d % of the log")
        .containsPattern("next +revue-reviews-v2 +300 documents +\\d+\\.\\d % of the log");
    assertThat(revue(0, "reindex", "swap")).contains("revue-reviews-v1, revue-items-v1 → ");
    assertThat(revue(0, "reindex", "rollback")).contains("`revue reindex swap` goes back");
    assertThat(revue(2, "reindex", "drop", "revue-reviews-v1")).contains("is live");
    assertThat(revue(0, "reindex", "drop", "revue-reviews-v2")).contains("is dropped");
    assertThat(revue(1, "reindex", "swap")).contains("run `revue reindex start`");
  }

  private String revue(int exitCode, String... arguments) throws Exception {
    try (var revue = RevueProcess.start(pipeline.environment(), arguments)) {
      var ended = revue.ended(Duration.ofMinutes(2));
      assertThat(ended.exitCode()).as(ended.text()).isEqualTo(exitCode);
      return ended.text();
    }
  }

  private static void turned(String what, Turn turn) {
    assertThat(turn)
        .isInstanceOfSatisfying(
            Turn.Done.class,
            done ->
                System.out.printf(
                    "reindex: %s held writes for %d ms%n", what, done.held().toMillis()));
  }

  private static List<String> live(Reindex reindex) {
    return reindex.status().stream()
        .filter(status -> status.role().equals("live"))
        .map(IndexStatus::index)
        .toList();
  }

  private void write(int reviews) {
    for (int i = 0; i < reviews; i++) {
      pipeline.send(Pipeline.review("r" + i, 10, "t-" + i % (reviews / 10), i % 101));
    }
    for (int i = 0; i < reviews; i += 50) {
      pipeline.send(
          new ReviewRemoved(
              "r" + i, new Version(20), "t-" + i % (reviews / 10), "gone", Instant.EPOCH));
    }
    pipeline.flush();
  }

  /// New reviews, edits, moves and removals at a steady pace; the number of events, at the end.
  private CompletableFuture<Integer> keepWriting(AtomicBoolean going, int reviews) {
    return CompletableFuture.supplyAsync(
        () -> {
          int events = 0;
          for (int n = 0; going.get(); n++) {
            pipeline.send(Pipeline.review("new" + n, 10, "t-" + n % 100, n % 101));
            int moved = (n * 7 + 1) % reviews;
            pipeline.move("r" + moved, 1_000 + n, "t-" + moved % (reviews / 10), "t-new");
            events += 2;
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos()); // a pace, not a wait
          }
          pipeline.flush();
          return events;
        },
        THREADS);
  }

  private void awaitOneMoreWrite(Searches searches) {
    int before = searches.most.get();
    pipeline.await("writing goes on", () -> searches.most.get() > before);
  }

  private boolean there(String index) {
    return pipeline.json.call("GET", "/" + index, null).ok();
  }

  private boolean found(String id) {
    String query = "{\"query\": {\"ids\": {\"values\": [\"" + id + "\"]}}}";
    Answer answer = pipeline.json.demand("POST", "/revue-reviews/_search", pipeline.object(query));
    return !answer.body().path("hits").path("hits").isEmpty();
  }

  /// People who search all the time. The number of new reviews only grows, whatever index answers.
  private final class Searches {
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger back = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final CompletableFuture<Void> running;

    Searches(AtomicBoolean going) {
      running =
          CompletableFuture.runAsync(
              () -> {
                while (going.get()) {
                  try {
                    search();
                  } catch (RuntimeException e) {
                    failed.incrementAndGet();
                    System.out.println("reindex: a search failed: " + e);
                  }
                }
              },
              THREADS);
    }

    private void search() {
      String query =
          "{\"size\": 3, \"track_total_hits\": true, \"query\": {\"bool\": {\"must\": {\"match\": {\"text\": \"thriller\"}}, \"filter\": {\"prefix\": {\"id\": \"new\"}}}}}";
      Answer answer = pipeline.json.call("POST", "/revue-reviews/_search", pipeline.object(query));
      done.incrementAndGet();
      if (!answer.ok() || answer.body().path("_shards").path("failed").asInt(0) > 0) {
        failed.incrementAndGet();
        System.out.println("reindex: a search failed: " + answer);
        return;
      }
      int found = answer.body().path("hits").path("total").path("value").asInt();
      if (found < most.get()) back.incrementAndGet();
      most.accumulateAndGet(found, Math::max);
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos()); // a pace, not a wait
    }
  }
}
