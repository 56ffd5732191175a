package dev.revue.enrich.catalog;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One row of a table, its columns by name.
final class Columns {
  private static final String NOTHING = "\\N";

  private final List<String> header;
  private List<String> row = List.of();

  Columns(String firstLine) {
    header = split(firstLine);
  }

  /// @throws IllegalArgumentException where the line has not as many columns as the first
  void read(String line) {
    row = split(line);
    if (row.size() != header.size())
      throw new IllegalArgumentException(row.size() + " columns, not " + header.size());
  }

  /// Null where the table says `\N`, or nothing.
  @Nullable String text(String column) {
    int at = header.indexOf(column);
    String text = at < 0 ? "" : row.get(at);
    return text.isEmpty() || text.equals(NOTHING) ? null : text;
  }

  @Nullable Integer number(String column) {
    String text = text(column);
    if (text == null) return null;
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(column + " '" + text + "' is no number", e);
    }
  }

  List<String> list(String column) {
    String text = text(column);
    return text == null ? List.of() : List.of(text.split(","));
  }

  /// The number of an id such as tt0133093.
  int id(String column, String prefix) {
    String text = text(column);
    if (text == null) throw new IllegalArgumentException(column + " is missing");
    return id(text, column, prefix);
  }

  static int id(String text, String column, String prefix) {
    boolean digits = text.length() > prefix.length() && text.length() <= prefix.length() + 9;
    for (int i = prefix.length(); digits && i < text.length(); i++)
      digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    if (!digits || !text.startsWith(prefix))
      throw new IllegalArgumentException(
          column + " '" + text + "' is no id like " + prefix + "0000001");
    return Integer.parseInt(text.substring(prefix.length()));
  }

  private static List<String> split(String line) {
    var out = new ArrayList<String>(12);
    int start = 0;
    for (int tab = line.indexOf('\t'); tab >= 0; tab = line.indexOf('\t', start)) {
      out.add(line.substring(start, tab));
      start = tab + 1;
    }
    out.add(line.substring(start));
    return out;
  }
}
