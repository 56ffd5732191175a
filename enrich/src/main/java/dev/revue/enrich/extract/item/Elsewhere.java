package dev.revue.enrich.extract.item;

import dev.revue.enrich.extract.markup.Thing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// The ids of a title in catalogues: from its mark-up, else from the links of the text where they
/// lead to only one title of a catalogue.
final class Elsewhere {
  private static final int LONGEST = 80;

  private static final List<Catalogue> ALL =
      List.of(
          new Catalogue("imdb", "imdb.com/title/", Elsewhere::word),
          new Catalogue("tmdb", "themoviedb.org/movie/", Character::isDigit),
          new Catalogue("tmdb_tv", "themoviedb.org/tv/", Character::isDigit),
          new Catalogue("wikidata", "wikidata.org/wiki/", Elsewhere::word),
          new Catalogue("letterboxd", "letterboxd.com/film/", Elsewhere::slug),
          new Catalogue("steam", "store.steampowered.com/app/", Character::isDigit),
          new Catalogue("musicbrainz", "musicbrainz.org/release-group/", Elsewhere::slug),
          new Catalogue("goodreads", "goodreads.com/book/show/", Character::isDigit));

  private Elsewhere() {}

  /// A catalogue and what its addresses hold before an id.
  private record Catalogue(String key, String mark, IntPredicate part) {
    @Nullable String id(String link) {
      int at = link.indexOf(mark);
      if (at < 0) return null;
      int start = at + mark.length();
      int end = start;
      while (end < link.length() && end - start < LONGEST && part.test(link.charAt(end))) end++;
      return end > start ? link.substring(start, end) : null;
    }
  }

  private static boolean word(int c) {
    return c < 128 && Character.isLetterOrDigit(c);
  }

  private static boolean slug(int c) {
    return word(c) || c == '-' || c == '_';
  }

  /// Those of the mark-up, which are surely of this title.
  static Map<String, String> marked(@Nullable Thing thing) {
    Map<String, String> out = new LinkedHashMap<>();
    if (thing == null) return out;
    List<String> own = new ArrayList<>(thing.texts("sameAs"));
    own.addAll(thing.texts("url"));
    own.addAll(thing.texts("@id"));
    for (Catalogue catalogue : ALL) {
      for (String link : own) {
        String id = catalogue.id(link);
        if (id != null) out.putIfAbsent(catalogue.key, id);
      }
    }
    isbn(out, thing.text("isbn"));
    return out;
  }

  static Map<String, String> ids(@Nullable Thing thing, List<String> links, Facts facts) {
    Map<String, String> out = marked(thing);
    for (Catalogue catalogue : ALL) {
      Set<String> found = new LinkedHashSet<>();
      for (String link : links) {
        String id = catalogue.id(link);
        if (id != null) found.add(id);
      }
      if (found.size() == 1) out.putIfAbsent(catalogue.key, found.iterator().next());
    }
    isbn(out, facts.text(Facts.Sort.ISBN));
    return out;
  }

  /// Ten or thirteen digits, hyphens apart, of which the last of ten may be an X.
  private static void isbn(Map<String, String> ids, @Nullable String text) {
    if (text == null) return;
    var digits = new StringBuilder();
    for (int i = 0; i < Math.min(text.length(), 40); i++) {
      char c = text.charAt(i);
      if (Character.isDigit(c) || (c == 'X' && digits.length() == 9)) digits.append(c);
      else if (c != '-' && c != ' ' && c != '–' && !digits.isEmpty()) break;
    }
    if (digits.length() == 10 || digits.length() == 13) ids.putIfAbsent("isbn", digits.toString());
  }
}
