package dev.revue.ingest.robots;

import dev.revue.ingest.url.Percent;

/// An allow or disallow line.
///
/// @param written its path as it stands there
/// @param compared its path with one form of each escape, as RFC 9309 compares
record Rule(boolean allow, PathPattern written, PathPattern compared, Line line) {

  /// A line of the file, counted from 1.
  record Line(int number, String text) {}

  static Rule of(boolean allow, String value, Line line) {
    String written = Percent.written(value);
    String compared = Percent.compared(value);
    var pattern = new PathPattern(written);
    boolean same = written.equals(compared);
    return new Rule(allow, pattern, same ? pattern : new PathPattern(compared), line);
  }
}
