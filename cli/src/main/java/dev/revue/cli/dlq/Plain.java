package dev.revue.cli.dlq;

/// Makes strangers' text fit for a terminal: what would steer it is shown, not obeyed.
final class Plain {
  private Plain() {}

  /// One line.
  static String line(String text) {
    return clean(text, false);
  }

  /// Line breaks stay.
  static String lines(String text) {
    return clean(text, true);
  }

  private static String clean(String text, boolean lines) {
    var clean = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          if ((c == '\n' && lines) || !steers(c)) clean.appendCodePoint(c);
          else clean.append("\\u%04x".formatted(c));
        });
    return clean.toString();
  }

  private static boolean steers(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, // escape sequences begin with one
          Character.FORMAT, // such as those that reverse the direction of writing
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
