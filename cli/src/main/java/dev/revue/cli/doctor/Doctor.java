package dev.revue.cli.doctor;

import dev.revue.common.settings.Env;
import dev.revue.common.settings.SettingsException;
import dev.revue.index.IndexSettings;
import dev.revue.ingest.IngestSettings;
import dev.revue.search.SearchSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Looks at everything that Revue needs of its surroundings.
public final class Doctor {
  private Doctor() {}

  /// @param env what the command itself reads of it has been read
  /// @param clock of this machine
  /// @param within after which whatever has not answered is wrong
  public static Report examine(Env env, Clock clock, Duration within) {
    long begun = System.nanoTime();
    IndexSettings index = IndexSettings.from(env);
    IngestSettings.from(env);
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
    // Loading the clients took its time, too, on a small machine a second.
    Duration left = within.minus(Duration.ofNanos(System.nanoTime() - begun));
    return new Report(Rounds.examine(checkups, left));
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
