package dev.revue.cli.dlq;

import dev.revue.common.kafka.DeadLetter;
import dev.revue.common.kafka.Events;
import dev.revue.common.settings.Env;
import dev.revue.common.settings.SettingsException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/// Which dead letters an operator means: those for which every `NAME=VALUE` holds.
public record Filter(List<Predicate<DeadLetter>> conditions) {
  public static final String NAMES = "stage, reason, topic, key, message, letter, since and before";

  /// @throws SettingsException with all mistakes
  public static Filter parse(List<String> texts, Instant now) {
    var mistakes = new java.util.ArrayList<String>();
    var conditions = new java.util.ArrayList<Predicate<DeadLetter>>();
    for (String text : texts) {
      try {
        conditions.add(condition(text, now));
      } catch (IllegalArgumentException e) {
        mistakes.add("--filter " + Plain.line(text) + ": " + e.getMessage());
      }
    }
    if (!mistakes.isEmpty()) throw new SettingsException(mistakes);
    return new Filter(List.copyOf(conditions));
  }

  boolean admits(DeadLetter letter) {
    return conditions.stream().allMatch(condition -> condition.test(letter));
  }

  private static Predicate<DeadLetter> condition(String text, Instant now) {
    int equals = text.indexOf('=');
    if (equals < 1) throw new IllegalArgumentException("is not NAME=VALUE; names are " + NAMES);
    String value = text.substring(equals + 1);
    return switch (text.substring(0, equals)) {
      case "stage" -> letter -> letter.stage().equals(value);
      case "reason" -> letter -> letter.reason().equals(value);
      case "topic" -> letter -> letter.origin().topic().equals(value);
      case "key" -> letter -> Events.key(letter.record()).equals(value);
      case "message" -> letter -> letter.message().contains(value);
      case "letter" -> letter -> letter.id().place().equals(value);
      case "since" -> since(time(value, now));
      case "before" -> since(time(value, now)).negate();
      default -> throw new IllegalArgumentException("names are " + NAMES);
    };
  }

  private static Predicate<DeadLetter> since(Instant time) {
    return letter -> !letter.at().isBefore(time);
  }

  private static Instant time(String value, Instant now) {
    try {
      return value.contains("T") ? Instant.parse(value) : now.minus(Env.duration(value));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + value + "' is neither an age such as 30m, 2h or 7d nor a time such as " + now, e);
    }
  }
}
