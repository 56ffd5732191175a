package dev.revue.enrich.extract.item;

import dev.revue.enrich.extract.item.ItemFinder.Clues;
import dev.revue.enrich.extract.markup.Thing;
import dev.revue.enrich.extract.text.Candidate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The year of a title, and its ids elsewhere.
final class Years {
  private static final int NEAR = 12;

  private static final String[] RELEASED = {
    "in theaters", "in theatres", "in cinemas", "opens ", "opening in ", "now playing",
        "now streaming", "out now", "is out on", "releases on",
    "release date", "released on", "was released", "launches ", "comes out", "hits theaters",
        "new film", "new movie", "new album", "new novel",
    "new book", "debut album", "latest film", "latest novel", "latest album", "ab sofort",
        "jetzt im kino", "ab heute", "neuer film", "neuer roman",
    "en salles", "au cinéma le", "nouveau film", "in sala", "al cinema dal", "en cines",
        "nueva película", "nueva novela", "i biograferne", "på kino"
  };

  private static final Set<String> UNDATED = Set.of("product", "place", "service");
  private static final double STATED = 0.85;
  private static final double NEW = 0.6;

  private Years() {}

  /// The year as mark-up, headline or text give it; else the year of a review that says that its
  /// title is new.
  static @Nullable Candidate<Integer> of(
      Clues clues, @Nullable Thing thing, String title, String type) {
    Integer year = find(clues, thing, title);
    if (year != null)
      return new Candidate<>(
          year, STATED, thing == null ? "dom" : thing.source(), title + " (" + year + ")");
    return UNDATED.contains(type) ? null : ofRelease(clues);
  }

  private static @Nullable Integer find(Clues clues, @Nullable Thing thing, String title) {
    if (thing != null) {
      for (String name :
          List.of(
              "dateCreated",
              "datePublished",
              "releaseDate",
              "startDate",
              "copyrightYear",
              "productionDate")) {
        String date = thing.text(name);
        Integer year = date == null ? null : leading(date);
        if (year != null) return year;
      }
    }
    String headline = clues.headline();
    Integer inHeadline = headline == null ? null : bracketed(headline, 0);
    if (inHeadline != null) return inHeadline;
    Integer inTitle = bracketed(clues.documentTitle(), 0);
    if (inTitle != null) return inTitle;
    Integer own = leading(title);
    if (own != null && title.length() > 5) return own;
    return behind(clues.text(), title);
  }

  /// The year of publication, of a review that says that its title is new.
  private static @Nullable Candidate<Integer> ofRelease(Clues clues) {
    String published = clues.publishedAt();
    Integer year = published == null ? null : leading(published);
    if (year == null) return null;
    String text = clues.text().toLowerCase(Locale.ROOT);
    for (String cue : RELEASED)
      if (text.contains(cue))
        return new Candidate<>(year, NEW, "text", cue.strip() + ", " + published);
    return null;
  }

  /// `Title (2025)` in the text.
  private static @Nullable Integer behind(String text, String title) {
    int tries = 0;
    for (int at = text.indexOf(title);
        at >= 0 && tries < 20;
        at = text.indexOf(title, at + title.length()), tries++) {
      int end = at + title.length();
      Integer year = bracketed(text.substring(end, Math.min(text.length(), end + NEAR)), 0);
      if (year != null) return year;
    }
    return null;
  }

  /// The year in brackets of a text.
  private static @Nullable Integer bracketed(String text, int from) {
    for (int i = text.indexOf('(', from); i >= 0; i = text.indexOf('(', i + 1)) {
      if (i + 5 < text.length() && text.charAt(i + 5) == ')') {
        Integer year = leading(text.substring(i + 1));
        if (year != null) return year;
      }
    }
    return null;
  }

  static @Nullable Integer leading(String text) {
    if (text.length() < 4) return null;
    int year = 0;
    for (int i = 0; i < 4; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') return null;
      year = year * 10 + c - '0';
    }
    if (text.length() > 4 && Character.isDigit(text.charAt(4))) return null;
    return year >= 1880 && year < 2100 ? year : null;
  }

  static Map<String, String> ids(Thing thing) {
    Map<String, String> out = new LinkedHashMap<>();
    List<String> links = new java.util.ArrayList<>(thing.texts("sameAs"));
    links.addAll(thing.texts("url"));
    for (String link : links) {
      put(out, link, "imdb.com/title/", "imdb");
      put(out, link, "themoviedb.org/movie/", "tmdb");
      put(out, link, "wikidata.org/wiki/", "wikidata");
    }
    String isbn = thing.text("isbn");
    if (isbn != null
        && isbn.length() <= 20
        && isbn.chars().allMatch(c -> Character.isDigit(c) || c == '-' || c == 'X'))
      out.putIfAbsent("isbn", isbn);
    return out;
  }

  private static void put(Map<String, String> ids, String link, String mark, String name) {
    int at = link.indexOf(mark);
    if (at < 0) return;
    int end = at + mark.length();
    int start = end;
    while (end < link.length() && Character.isLetterOrDigit(link.charAt(end))) end++;
    if (end > start) ids.putIfAbsent(name, link.substring(start, end));
  }
}
