package dev.revue.enrich.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What decides whether a title is worth a closer look, in one number that is higher for what is
/// better known: its fame, years and kind.
final class Facts {
  static final List<String> TYPES = List.of("movie", "tv", "book", "game", "music");

  private static final int YEAR_BITS = 12;
  private static final int YEAR_MASK = (1 << YEAR_BITS) - 1;
  private static final int TYPE_BITS = 4;

  private Facts() {}

  static long of(Entry entry) {
    long votes = Math.clamp(entry.votes(), 0, Integer.MAX_VALUE);
    long until = entry.until() == null ? year(entry.year()) : year(entry.until());
    return ((votes << YEAR_BITS | until) << YEAR_BITS | year(entry.year())) << TYPE_BITS
        | TYPES.indexOf(entry.type());
  }

  static String type(long facts) {
    return TYPES.get((int) (facts & ((1 << TYPE_BITS) - 1)));
  }

  /// Whether nothing speaks against it: a year that is not known does not.
  static boolean possible(long facts, Catalog.Query query) {
    String type = type(facts);
    boolean kind = query.type().equals(type) || !TYPES.contains(query.type());
    int from = (int) (facts >>> TYPE_BITS) & YEAR_MASK;
    int until = (int) (facts >>> (TYPE_BITS + YEAR_BITS)) & YEAR_MASK;
    if (!kind || from == 0) return kind;
    Integer year = query.year();
    if (year != null) return year >= from - 1 && year <= until + 1;
    Integer published = query.published();
    return published == null || published >= from - 1;
  }

  private static long year(@Nullable Integer year) {
    return year == null ? 0 : Math.clamp(year, 0, YEAR_MASK);
  }
}
