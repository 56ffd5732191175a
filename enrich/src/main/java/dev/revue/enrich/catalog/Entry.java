package dev.revue.enrich.catalog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A title that the catalogue knows.
///
/// @param id the catalogue's own
/// @param type movie, tv, book, game or music
/// @param titles all of its names, `title` first
/// @param until the last year of a series
/// @param makers directors of a film, creators of a series, authors of a book, developers of a
///   game, artists of an album
/// @param ids ids elsewhere, by catalogue
/// @param votes how well known it is, where the catalogue says so
public record Entry(
    String id,
    String type,
    List<String> titles,
    @Nullable Integer year,
    @Nullable Integer until,
    List<String> makers,
    List<String> cast,
    List<String> genres,
    Map<String, String> ids,
    long votes) {
  private static final int FIELDS = 10;

  public Entry {
    if (id.isBlank()) throw new IllegalArgumentException("a title without id");
    if (titles.isEmpty()) throw new IllegalArgumentException("no title for " + id);
    titles = List.copyOf(titles);
    makers = List.copyOf(makers);
    cast = List.copyOf(cast);
    genres = List.copyOf(genres);
    ids = Map.copyOf(ids);
  }

  public String title() {
    return titles.getFirst();
  }

  /// The same entry always has the same bytes.
  byte[] bytes() {
    var pairs = new ArrayList<String>();
    ids.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(one -> {
          pairs.add(one.getKey());
          pairs.add(one.getValue());
        });
    String all =
        String.join(
            "\n",
            plain(id),
            type,
            list(titles),
            year == null ? "" : year.toString(),
            until == null ? "" : until.toString(),
            list(makers),
            list(cast),
            list(genres),
            list(pairs),
            Long.toString(votes));
    return all.getBytes(StandardCharsets.UTF_8);
  }

  static Entry of(byte[] bytes, int offset, int length) {
    String[] at = new String(bytes, offset, length, StandardCharsets.UTF_8).split("\n", FIELDS);
    Map<String, String> ids = new LinkedHashMap<>();
    List<String> pairs = list(at[8]);
    for (int i = 0; i + 1 < pairs.size(); i += 2) ids.put(pairs.get(i), pairs.get(i + 1));
    return new Entry(
        at[0],
        at[1],
        list(at[2]),
        at[3].isEmpty() ? null : Integer.valueOf(at[3]),
        at[4].isEmpty() ? null : Integer.valueOf(at[4]),
        list(at[5]),
        list(at[6]),
        list(at[7]),
        ids,
        Long.parseLong(at[9]));
  }

  private static String list(List<String> texts) {
    return String.join("\t", texts.stream().map(Entry::plain).toList());
  }

  private static List<String> list(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split("\t", -1));
  }

  private static String plain(String text) {
    return text.replace('\t', ' ').replace('\n', ' ');
  }
}
