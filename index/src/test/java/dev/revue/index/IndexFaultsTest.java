package dev.revue.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.embedded.FaultProxy.Fault;
import dev.revue.index.StageServers.Sent;
import dev.revue.index.bulk.BulkLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The stage between a genuine broker and a genuine node, with faults and poison in between.
class IndexFaultsTest {
  private static final BulkLimits SMALL = new BulkLimits(50, 1 << 20, Duration.ofMillis(20), 3);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int IDS = 300;
  private static final int VERSIONS = 3;

  /// Bulks that may meet a fault; after them all is well.
  private static final int FAULTY = 30;

  @TempDir static Path home;
  private static StageServers servers;
  private static AutoCloseable stage;

  enum Kind {
    SLOW {
      @Override
      Fault fault(Random random, byte[] body) {
        return new Fault.Delayed(Duration.ofMillis(random.nextInt(300)));
      }
    },
    RESET {
      @Override
      Fault fault(Random random, byte[] body) {
        return new Fault.Reset();
      }
    },
    ANSWER_LOST {
      @Override
      Fault fault(Random random, byte[] body) {
        return new Fault.AnswerLost();
      }
    },
    ANSWER_CUT {
      @Override
      Fault fault(Random random, byte[] body) {
        return new Fault.AnswerCut();
      }
    },
    TOO_MANY_REQUESTS {
      @Override
      Fault fault(Random random, byte[] body) {
        return new Fault.Answered(
            429, "{\"error\":{\"type\":\"es_rejected_execution_exception\"}}");
      }
    },
    UNAVAILABLE {
      @Override
      Fault fault(Random random, byte[] body) {
        return new Fault.Answered(503, "");
      }
    },
    TOO_LARGE {
      @Override
      Fault fault(Random random, byte[] body) {
        return new Fault.Answered(413, "");
      }
    },
    A_PROXYS_PAGE {
      @Override
      Fault fault(Random random, byte[] body) {
        return new Fault.Answered(400, "<html>Bad Request</html>");
      }
    },
    SOME_ITEMS_TOO_MANY {
      @Override
      Fault fault(Random random, byte[] body) {
        int one = random.nextInt(3);
        return new Fault.ItemsRefused(
            429, "es_rejected_execution_exception", item -> item % 3 == one);
      }
    },
    SOME_ITEMS_BLOCKED {
      @Override
      Fault fault(Random random, byte[] body) {
        return new Fault.ItemsRefused(403, "cluster_block_exception", item -> item % 2 == 0);
      }
    },
    PORT_CLOSED {
      @Override
      Fault fault(Random random, byte[] body) {
        try {
          servers.proxy.refuseConnections();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS)
            .execute(IndexFaultsTest::openPort);
        return new Fault.Reset();
      }
    },
    ANY_OF_THEM {
      @Override
      Fault fault(Random random, byte[] body) {
        return values()[random.nextInt(ordinal())].fault(random, body);
      }
    };

    abstract Fault fault(Random random, byte[] body);
  }

  @BeforeAll
  static void start() throws IOException {
    servers = StageServers.start(home);
    stage = servers.startStage(SMALL);
    servers.await("the stage is ready", PATIENCE, () -> servers.health.obstacles().isEmpty());
  }

  @AfterAll
  static void stop() throws Exception {
    stage.close();
    servers.close();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void writesEverythingInItsNewestVersion(Kind kind) throws Exception {
    var letters = servers.deadLetters();
    int before = servers.proxy.bulks();
    var all = Collections.synchronizedList(new ArrayList<Sent>());
    var early = new CopyOnWriteArrayList<String>();
    var random = new Random(kind.ordinal());
    servers.proxy.script((number, body) -> {
      int mine = number - before;
      if (mine % 7 == 0) early.addAll(committedTooEarly(all));
      return mine <= FAULTY && chance(random) ? fault(kind, random, body) : new Fault.Passed();
    });
    for (int version : shuffled(kind)) {
      for (int i = 0; i < IDS; i++) {
        all.add(servers.send(Samples.review(kind + "-" + i, (version + i) % VERSIONS + 1)));
      }
    }
    List<Sent> sent = List.copyOf(all);
    servers.await("all is committed", PATIENCE, () -> servers.committed(sent));
    servers.proxy.script((_, _) -> new Fault.Passed());
    assertThat(servers.versions(StageServers.ids(sent))).isEqualTo(StageServers.newest(sent));
    assertThat(early).isEmpty();
    assertThat(servers.deadLetters()).isEqualTo(letters);
    servers.await("nothing is in the way", PATIENCE, () -> servers.health.obstacles().isEmpty());
  }

  @Test
  void parksPoisonAndNothingElseInFewRequests() throws Exception {
    var letters = servers.deadLetters();
    String culprit = "culprit-" + "x".repeat(600); // fails the whole request it is in
    var requests = new CopyOnWriteArrayList<Integer>();
    servers.proxy.script((_, body) -> {
      String text = new String(body, java.nio.charset.StandardCharsets.UTF_8);
      if (text.contains(culprit)) requests.add((int) text.lines().count() / 2);
      return new Fault.Passed();
    });
    var good = new ArrayList<Sent>();
    var bad = new ArrayList<Sent>();
    for (int i = 0; i < 2_000; i++) {
      good.add(servers.send(Samples.review("good-" + i, 1)));
      if (i == 500 || i == 1_500)
        bad.add(servers.send(Samples.of("refused-" + i, 1, "t".repeat(40_000))));
      if (i == 1_000) bad.add(servers.send(Samples.review(culprit, 1)));
    }
    servers.await("all is committed", PATIENCE, () -> servers.committed(good));
    servers.await("the poison is committed", PATIENCE, () -> servers.committed(bad));
    assertThat(servers.versions(StageServers.ids(good))).isEqualTo(StageServers.newest(good));
    assertThat(servers.versions(StageServers.ids(bad))).isEmpty();
    letters.putAll(
        Map.of(
            culprit,
            "rejected-request",
            "refused-500",
            "rejected-document",
            "refused-1500",
            "rejected-document"));
    assertThat(servers.deadLetters()).isEqualTo(letters);
    // Each half that holds the culprit has a sister: two requests for each that was refused, but
    // the first.
    int documents = requests.getFirst();
    assertThat(2 * (requests.size() - 1))
        .isLessThanOrEqualTo(2 * (int) Math.ceil(Math.log(documents) / Math.log(2)) + 1);
  }

  /// What is committed and not in the index.
  private static List<String> committedTooEarly(List<Sent> all) {
    try {
      var committed = servers.committed();
      List<Sent> done;
      synchronized (all) {
        done =
            all.stream()
                .filter(one -> one.at().isDone())
                .filter(one -> one.offset() < committed.getOrDefault(one.partition(), 0L))
                .toList();
      }
      if (done.isEmpty()) return List.of();
      var versions = servers.versions(StageServers.ids(done));
      return done.stream()
          .filter(one -> versions.getOrDefault(one.id(), 0L) < one.version())
          .map(Sent::toString)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Fault fault(Kind kind, Random random, byte[] body) {
    synchronized (random) {
      return kind.fault(random, body);
    }
  }

  private static boolean chance(Random random) {
    synchronized (random) {
      return random.nextBoolean();
    }
  }

  private static List<Integer> shuffled(Kind kind) {
    var versions = new ArrayList<Integer>();
    for (int i = 0; i < VERSIONS; i++) versions.add(i);
    Collections.shuffle(versions, new Random(kind.ordinal()));
    return versions;
  }

  private static void openPort() {
    try {
      servers.proxy.acceptConnections();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
