package dev.revue.enrich.catalog;

import java.util.List;

/// What a file is, told by its first line. In the order in which they are read: what names titles
/// comes before what adds to them.
enum Table {
  TITLES("tconst titleType primaryTitle originalTitle startYear endYear genres"),
  LINES(""),
  CREW("tconst directors"),
  NAMES("nconst primaryName"),
  OTHER_TITLES("titleId title"),
  VOTES("tconst numVotes"),
  /// IMDb's, but nothing that we need.
  NOT_NEEDED("tconst"),
  UNKNOWN("");

  /// The columns that must be there.
  private final String columns;

  Table(String columns) {
    this.columns = columns;
  }

  static Table of(String firstLine) {
    if (firstLine.startsWith("{")) return LINES;
    List<String> header = List.of(firstLine.split("\t", -1));
    for (Table table : values())
      if (!table.columns.isEmpty() && header.containsAll(List.of(table.columns.split(" "))))
        return table;
    return UNKNOWN;
  }
}
