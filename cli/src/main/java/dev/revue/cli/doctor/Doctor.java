package dev.revue.cli.doctor;

import dev.revue.common.settings.Env;
import dev.revue.common.settings.SettingsException;
import dev.revue.enrich.EnrichSettings;
import dev.revue.index.IndexSettings;
import dev.revue.ingest.IngestSettings;
import dev.revue.ingest.render.RenderSettings;
import dev.revue.search.SearchSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Looks at everything that Revue needs of its surroundings.
public final class Doctor {
  /// To start the JVM, to print and to end.
  private static final Duration AROUND = Duration.ofMillis(700);

  private Doctor() {}

  /// @param env what the command itself reads of it has been read
  /// @param clock of this machine
  /// @param within by when the whole command should have ended: whatever has not answered is wrong
  /// @param ran how much of that time is gone
  public static Report examine(Env env, Clock clock, Duration within, Duration ran) {
    long begun = System.nanoTime();
    IndexSettings index = IndexSettings.from(env);
    IngestSettings.from(env);
    RenderSettings.from(env);
    EnrichSettings.from(env);
    SearchSettings.from(env);
    env.secret("REVUE_SETUP_INDEX_PASSWORD");
    env.secret("REVUE_SETUP_SEARCH_PASSWORD");
    var sources = env.text("REVUE_INGEST_SOURCES").map(Path::of);
    var mistakes = new ArrayList<String>(mistakes(env));

    var checkups = new ArrayList<Checkup>();
    // Where a setting is wrong, what it stands for is not known: its default is somebody else's.
    if (none(mistakes, "REVUE_KAFKA_")) {
      checkups.add(new KafkaCheckup(index.kafka(), KafkaCheckup.LONG_TRANSACTION));
    }
    if (none(mistakes, "REVUE_ELASTICSEARCH_")) {
      try {
        checkups.add(new ElasticCheckup(index, clock));
      } catch (SettingsException e) {
        mistakes.addAll(lines(e));
      }
    }
    checkups.addFirst(new SettingsCheckup(mistakes, sources));
    Duration gone = ran.plusNanos(System.nanoTime() - begun).plus(AROUND);
    return new Report(Rounds.examine(checkups, patience(within, gone)));
  }

  /// What is left, and at least half: that a machine is so busy that we started slowly is not the
  /// servers' fault.
  private static Duration patience(Duration within, Duration gone) {
    Duration left = within.minus(gone);
    Duration half = within.dividedBy(2);
    return left.compareTo(half) < 0 ? half : left;
  }

  private static boolean none(List<String> mistakes, String prefix) {
    return mistakes.stream().noneMatch(line -> line.startsWith(prefix));
  }

  private static List<String> mistakes(Env env) {
    try {
      env.check();
      return List.of();
    } catch (SettingsException e) {
      return lines(e);
    }
  }

  private static List<String> lines(SettingsException e) {
    return String.valueOf(e.getMessage()).lines().distinct().toList();
  }
}
