package dev.revue.cli.doctor;

/// What a look at one thing gave.
public sealed interface Finding {
  /// What was found, where, with its value.
  String what();

  /// As it must be.
  record Right(String what) implements Finding {}

  /// It works, but not as well or as safely as it should.
  ///
  /// @param remedy a command or a setting to copy
  record Doubtful(String what, String remedy) implements Finding {}

  /// It does not work, or loses something.
  ///
  /// @param remedy a command or a setting to copy
  record Wrong(String what, String remedy) implements Finding {}

  /// A line as stages say it, `what: remedy` or `what; remedy`.
  ///
  /// @param otherwise the remedy where the line has none
  static Wrong told(String line, String otherwise) {
    int cut = Math.max(line.lastIndexOf(": "), line.lastIndexOf("; "));
    if (cut < 0) return new Wrong(line, otherwise);
    return new Wrong(line.substring(0, cut), line.substring(cut + 2));
  }
}
