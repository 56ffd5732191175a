package dev.revue.cli.dlq;

import dev.revue.common.kafka.DeadLetter;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Why records became dead letters, without what differs from one to the next.
///
/// @param message the first line, with numbers, ids, addresses and quotations masked
public record Cause(String stage, String reason, String message) {
  private static final int LENGTH = 200;

  private static final List<Map.Entry<Pattern, String>> MASKS =
      List.of(
          Map.entry(Pattern.compile("[a-z][a-z0-9+.-]*://[^\\s'\"<>]+"), "<url>"),
          // An apostrophe within a word opens no quotation.
          Map.entry(Pattern.compile("(?<!\\w)'[^']*'?"), "'…'"),
          Map.entry(Pattern.compile("\"[^\"]*\"?"), "\"…\""),
          Map.entry(Pattern.compile("\\b(?=[\\w-]*\\d)[a-z0-9][\\w-]{15,}\\b"), "<id>"),
          Map.entry(Pattern.compile("\\d+"), "0"));

  static Cause of(DeadLetter letter) {
    return new Cause(letter.stage(), letter.reason(), masked(letter.message()));
  }

  static String masked(String message) {
    String masked = message.lines().findFirst().orElse("");
    for (var mask : MASKS) masked = mask.getKey().matcher(masked).replaceAll(mask.getValue());
    return masked.length() <= LENGTH ? masked : masked.substring(0, LENGTH) + "…";
  }
}
