package dev.revue.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.revue.common.event.ReviewEvent.ReviewRemoved;
import dev.revue.common.event.Version;
import dev.revue.index.verify.Difference;
import dev.revue.index.verify.Difference.Missing;
import dev.revue.index.verify.Difference.OtherContent;
import dev.revue.index.verify.Difference.OtherSum;
import dev.revue.index.verify.Difference.OtherVersion;
import dev.revue.index.verify.Difference.Unexpected;
import dev.revue.index.verify.Verify;
import dev.revue.index.verify.Verify.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// `revue verify` on an index that is right, while it changes, and with each thing that can be
/// wrong.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class VerifyTest {
  private static final int REVIEWS = 600;

  @TempDir static Path dir;
  private static Pipeline pipeline;

  @BeforeAll
  static void start() {
    pipeline = new Pipeline(dir);
    for (int i = 0; i < REVIEWS; i++) {
      String type = i % 7 == 0 ? "user" : "critic";
      pipeline.send(Pipeline.review("r" + i, 10, "t-" + i % 40, i % 101, type));
    }
    for (int i = 0; i < 50; i++) {
      pipeline.send(
          new ReviewRemoved("r" + i, new Version(20), "t-" + i % 40, "gone", Instant.EPOCH));
    }
    for (int i = 50; i < 100; i++) {
      pipeline.move("r" + i, 20, "t-" + i % 40, "t-moved");
    }
    pipeline.flush();
  }

  @AfterAll
  static void stop() throws IOException {
    pipeline.close();
  }

  @Test
  @Order(1)
  void findsNothingWhereNothingIsWrong() throws IOException {
    Report report = verify();
    assertThat(report.differences()).isEmpty();
    assertThat(report.comparisons().getFirst().log().count()).isEqualTo(REVIEWS);
    assertThat(report.comparisons())
        .allSatisfy(c -> {
          assertThat(c.index().count()).isEqualTo(c.log().count());
          assertThat(c.index().hex()).isEqualTo(c.log().hex());
        });
    assertThat(report.titles()).isEqualTo(41);
  }

  @Test
  @Order(2)
  void findsNothingWhileEverythingChanges() throws Exception {
    var going = new AtomicBoolean(true);
    var writing =
        CompletableFuture.runAsync(() -> {
          for (long version = 100; going.get(); version++) {
            for (int i = 100; i < 200; i++) {
              pipeline.move("r" + i, version, "t-" + i % 40, "t-x" + i % 7);
            }
            pipeline.flush();
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos()); // a pace, not a wait
          }
        });
    try {
      for (int i = 0; i < 3; i++) assertThat(verify().differences()).isEmpty();
    } finally {
      going.set(false);
      writing.join();
    }
    assertThat(verify().differences()).isEmpty();
  }

  @Test
  @Order(3)
  void namesEachDifference() throws IOException {
    // What can go wrong behind our back: each by hand, past the stage.
    pipeline.json.demand("DELETE", "/revue-reviews-write/_doc/r300", null);
    put("stranger", 5, "{\"id\":\"stranger\",\"deleted\":false}");
    put("r301", 99, "{\"id\":\"r301\",\"deleted\":false,\"content_hash\":1}");
    put("r302", 10, "{\"id\":\"r302\",\"deleted\":false,\"content_hash\":1}");
    Report report = verify();
    assertThat(report.same()).isFalse();
    assertThat(report.differences())
        .filteredOn(difference -> !(difference instanceof OtherSum))
        .extracting(Difference::getClass, Difference::id)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(Missing.class, "r300"),
            org.assertj.core.groups.Tuple.tuple(Unexpected.class, "stranger"),
            org.assertj.core.groups.Tuple.tuple(OtherVersion.class, "r301"),
            org.assertj.core.groups.Tuple.tuple(OtherContent.class, "r302"));
    assertThat(report.differences())
        .filteredOn(OtherSum.class::isInstance)
        .extracting(Difference::id)
        .containsExactlyInAnyOrder("t-20", "t-21", "t-22");
  }

  @Test
  @Order(4)
  void theCommandSaysSoAndEndsWithOne() throws Exception {
    try (var revue = RevueProcess.start(pipeline.environment(), "verify", "--limit", "2")) {
      var ended = revue.ended(Duration.ofMinutes(1));
      assertThat(ended.exitCode()).isEqualTo(1);
      assertThat(ended.text())
          .containsPattern("revue-reviews +600 in the log, 600 in the index")
          .contains("… and 5 more: --limit shows them", "revue dlq list");
    }
  }

  @Test
  @Order(5)
  void saysWhichStageIsBehindInsteadOfJudging() throws Exception {
    pipeline.stopStages();
    pipeline.send(Pipeline.review("late", 10, "t-late", 50));
    pipeline.flush();
    assertThatThrownBy(() -> verify(Duration.ofSeconds(5)))
        .hasMessageContaining("revue-fold is about")
        .hasMessageContaining("revue enrich");
    pipeline.startStages();
    assertThat(verify().comparisons().getFirst().log().count()).isEqualTo(REVIEWS + 1);
  }

  private static void put(String id, long version, String document) {
    pipeline.json.demand(
        "PUT",
        "/revue-reviews-write/_doc/" + id + "?version_type=external_gte&version=" + version,
        pipeline.object(document));
  }

  private static Report verify() throws IOException {
    return verify(Duration.ofMinutes(2));
  }

  /// @param patience with a stage that comes no nearer
  private static Report verify(Duration patience) throws IOException {
    return new Verify(pipeline.kafka, pipeline.elastic, patience, _ -> {}).run();
  }
}
