package dev.revue.enrich.extract.item;

import dev.revue.enrich.extract.item.ItemFinder.Clues;
import dev.revue.enrich.extract.markup.Thing;
import dev.revue.enrich.extract.text.Candidate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The year of a title, and its ids elsewhere.
final class Years {
  private static final int NEAR = 12;
  private static final int BRACKET = 60;

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
  private static final double UNDISPUTED = 0.5;
  private static final int SAMPLE = 20_000;

  /// Kinds of which most reviews come with the release.
  private static final Set<String> NEWS = Set.of("movie", "tv", "game", "music");

  private static final int AROUND = 16;
  private static final String[] BEFORE = {
    "releas",
    "publish",
    "erschien",
    "sorti",
    "estren",
    "premier",
    "written",
    "debut",
    "usc",
    "made in"
  };
  private static final String[] AFTER = {
    " film",
    " movie",
    " album",
    " novel",
    " game",
    " version",
    " original",
    " remake",
    " series",
    " roman",
    " debut",
    " jeu",
    " spiel",
    " book",
    " disc"
  };

  private static final String[] OLD = {
    "rewatch", "re-watch", "revisit", "anniversary", "retrospective", "remaster", "reissue",
    "re-release", "restoration", "wiedersehen", "neuauflage", "réédition", "reread", "re-read",
    "replaying", "throwback"
  };

  private Years() {}

  /// The year as mark-up, headline or text give it; else the year of a review that says that its
  /// title is new.
  static @Nullable Candidate<Integer> of(
      Clues clues, @Nullable Thing thing, Facts facts, String title, String type) {
    Integer year = find(clues, thing, title);
    // `2024 Wagen V60` is the model of a year, `2001: A Space Odyssey` no film of one.
    if (year == null && type.equals("product") && title.length() > 5) year = leading(title);
    if (year != null)
      return new Candidate<>(
          year, STATED, thing == null ? "dom" : thing.source(), title + " (" + year + ")");
    String row = facts.text(Facts.Sort.YEAR);
    Integer listed = row == null ? null : only(row);
    if (row != null && listed != null) return new Candidate<>(listed, STATED, "text", row);
    if (UNDATED.contains(type)) return null;
    return ofReview(clues, type);
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
    return behind(clues.text(), title);
  }

  /// The first year of a text; null where there is none.
  private static @Nullable Integer only(String text) {
    for (int i = 0; i + 4 <= text.length(); i++) {
      if (i > 0 && Character.isDigit(text.charAt(i - 1))) continue;
      Integer year = leading(text.substring(i, Math.min(text.length(), i + 5)));
      if (year != null) return year;
    }
    return null;
  }

  /// The year of the review, where it says that its title is new, or never looks back: reviews of
  /// what is older say how old it is.
  private static @Nullable Candidate<Integer> ofReview(Clues clues, String type) {
    String published = clues.publishedAt();
    Integer year = published == null ? null : leading(published);
    if (published == null || year == null) return null;
    String text = clues.text().substring(0, Math.min(clues.text().length(), SAMPLE));
    text = text.toLowerCase(Locale.ROOT);
    boolean said = false;
    for (int i = 0; i + 4 <= text.length(); i++) {
      char c = text.charAt(i);
      boolean starts = (c == '1' || c == '2') && (i == 0 || !Character.isDigit(text.charAt(i - 1)));
      Integer one = starts ? leading(text.substring(i, Math.min(text.length(), i + 5))) : null;
      if (one == null || !ofWork(text, i)) continue;
      if (!one.equals(year)) return null;
      said = true;
    }
    for (String word : OLD) if (text.contains(word)) return null;
    for (String cue : RELEASED)
      if (text.contains(cue))
        return new Candidate<>(year, NEW, "text", cue.strip() + ", " + published);
    // newspapers review new books, blogs all sorts
    boolean news =
        type.equals("book")
            ? said || !clues.markup().all("NewsArticle", "ReviewNewsArticle").isEmpty()
            : NEWS.contains(type);
    return news ? new Candidate<>(year, UNDISPUTED, "text", published) : null;
  }

  /// True where a year stands in brackets or by a word for a work, rather than in its story.
  private static boolean ofWork(String text, int at) {
    if (at > 0 && text.charAt(at - 1) == '(') return true;
    String before = text.substring(Math.max(0, at - AROUND), at);
    String after = text.substring(at + 4, Math.min(text.length(), at + 4 + AROUND));
    for (String word : BEFORE) if (before.contains(word)) return true;
    for (String word : AFTER) if (after.startsWith(word)) return true;
    return false;
  }

  /// `Title (2025)`, `Title (Ivo Brandt, 2025)` or `2025’s Title` in the text.
  private static @Nullable Integer behind(String text, String title) {
    int tries = 0;
    for (int at = text.indexOf(title);
        at >= 0 && tries < 20;
        at = text.indexOf(title, at + title.length()), tries++) {
      int end = at + title.length();
      Integer year = bracketed(text.substring(end, Math.min(text.length(), end + NEAR)), 0);
      if (year == null) year = inBracket(text, end);
      if (year == null) year = possessive(text, at);
      if (year != null) return year;
    }
    return null;
  }

  /// A bracket right behind a title that holds a year among other things.
  private static @Nullable Integer inBracket(String text, int from) {
    int open = text.indexOf('(', from);
    if (open < 0 || open > from + 2) return null;
    int close = text.indexOf(')', open);
    return close < 0 || close - open > BRACKET ? null : only(text.substring(open + 1, close));
  }

  /// `2025’s ` or `2025 film ` before a title.
  private static @Nullable Integer possessive(String text, int title) {
    if (title < 7) return null;
    String before = text.substring(title - 7, title);
    boolean owns = before.endsWith("’s ") || before.endsWith("'s ");
    return owns ? leading(before) : null;
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
}
