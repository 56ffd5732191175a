package dev.revue.enrich.extract.rating;

import dev.revue.enrich.extract.markup.Texts;
import dev.revue.enrich.extract.rating.Context.Judged;
import dev.revue.enrich.extract.rating.Mention.Form;
import dev.revue.enrich.extract.rating.Mention.Scale;
import dev.revue.enrich.extract.text.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/// Ratings that are drawn rather than written: attributes, class names, widths, rows of icons.
public final class Widgets {
  private static final int MOST_ELEMENTS = 200_000;
  private static final int MOST = 300;
  private static final int HIGHEST = 12;
  private static final int BOX = 60;
  private static final double LABELLED = 0.85;
  private static final double ATTRIBUTE = 0.75;
  private static final Set<String> BOXES =
      Set.of("verdict", "conclusion", "final", "overall", "global", "fazit", "summary");
  private static final double CLASS = 0.6;
  private static final Set<String> NAMES =
      Set.of(
          "star",
          "stars",
          "rating",
          "ratings",
          "rate",
          "score",
          "note",
          "wertung",
          "bewertung",
          "sterne",
          "voto",
          "nota",
          "stelle",
          "estrellas",
          "etoiles",
          "grade",
          "verdict");
  private static final Set<String> OTHERS =
      Set.of(
          "user",
          "users",
          "reader",
          "readers",
          "community",
          "average",
          "avg",
          "aggregate",
          "customer",
          "customers",
          "comment",
          "comments",
          "votes",
          "vote",
          "form",
          "input",
          "related",
          "carousel",
          "sidebar",
          "teaser",
          "legend",
          "histogram",
          "audience",
          "recommended",
          "breakdown",
          "select",
          "swiper",
          "slider");

  private Widgets() {}

  /// Candidates from the part of a page that `region` holds; what readers gave and what belongs to
  /// linked titles is left out.
  public static List<Candidate<Mention>> read(Element region) {
    List<Candidate<Mention>> out = new ArrayList<>();
    int seen = 0;
    int looked = 0;
    for (Element element : region.getAllElements()) {
      if (++seen > MOST_ELEMENTS || looked >= MOST) break;
      if (element.attributesSize() == 0) continue;
      String names = element.className() + " " + element.id();
      boolean drawn = has(names, NAMES);
      boolean boxed = drawn || has(names, BOXES);
      if (!boxed && !element.hasAttr("aria-label") && !element.hasAttr("alt")) continue;
      Candidate<Mention> one = read(element, names, drawn);
      if (one == null) continue;
      looked++;
      if (ours(element, region)) out.add(one);
    }
    return out;
  }

  private static @Nullable Candidate<Mention> read(Element element, String names, boolean drawn) {
    for (String attribute : List.of("aria-label", "alt", "title", "data-tooltip")) {
      String text = element.attr(attribute);
      if (text.isEmpty() || text.length() > 80) continue;
      Mention said = said(text, drawn);
      if (said != null) return new Candidate<>(said, ATTRIBUTE, "dom", attribute + "=" + text);
    }
    if (has(names, BOXES) || drawn) {
      Candidate<Mention> written = boxed(element, drawn);
      if (written != null) return written;
    }
    if (!drawn) return null;
    for (String attribute :
        List.of("data-rating", "data-score", "data-stars", "data-value", "data-rate")) {
      Mention data = data(element, attribute);
      if (data != null)
        return new Candidate<>(data, ATTRIBUTE, "dom", attribute + "=" + element.attr(attribute));
    }
    Mention wide = width(element);
    if (wide != null) return new Candidate<>(wide, CLASS, "dom", "style=" + element.attr("style"));
    Mention row = Icons.row(element);
    if (row != null) return new Candidate<>(row, CLASS, "dom", "icons of " + names.strip());
    Mention named = ClassNames.rating(element);
    return named == null
        ? null
        : new Candidate<>(named, CLASS, "dom", "class=" + element.className());
  }

  /// A small box with a rating in it and nothing else but its label.
  private static @Nullable Candidate<Mention> boxed(Element element, boolean drawn) {
    String text = Texts.of(element, BOX + 20);
    if (text.isEmpty() || text.length() > BOX) return null;
    List<Judged> all = Context.judge(text);
    if (all.size() != 1) return null;
    Judged one = all.getFirst();
    boolean labelled = one.label() == Context.Label.OVERALL || one.label() == Context.Label.RATING;
    if (one.mention().score() == null
        || one.mention().form() == Form.LETTER
        || (!labelled && !(drawn && one.confidence() >= ATTRIBUTE))) return null;
    return new Candidate<>(one.mention(), labelled ? LABELLED : ATTRIBUTE, "dom", text);
  }

  /// `4 out of 5 stars` in an attribute; a bare number needs a name that says what it is.
  private static @Nullable Mention said(String text, boolean drawn) {
    for (Judged one : Context.judge(text)) {
      Form form = one.mention().form();
      boolean scaled =
          form == Form.FRACTION
              || form == Form.OUT_OF
              || form == Form.WEAK_OF
              || form == Form.STARS;
      if (scaled && (drawn || one.confidence() >= 0.8)) return one.mention();
    }
    return null;
  }

  private static @Nullable Mention data(Element element, String attribute) {
    Double value = MarkedRatings.number(element.attr(attribute).strip());
    if (value == null || value == 0) return null;
    Double best = null;
    for (String name :
        List.of("data-max", "data-best", "data-total", "data-rating-max", "data-max-rating")) {
      if (best == null) best = MarkedRatings.number(element.attr(name).strip());
    }
    if (best == null || best <= 0 || value > best) return null;
    return Mention.scaled(Form.FRACTION, element.attr(attribute), value, best, Scale.MARKUP, 0, 0);
  }

  /// A bar of stars that is filled to a part of its width.
  private static @Nullable Mention width(Element element) {
    String style = element.attr("style").toLowerCase(Locale.ROOT).replace(" ", "");
    int at = style.indexOf("width:");
    if (at < 0 || (at > 0 && style.charAt(at - 1) == '-')) return null;
    int end = style.indexOf('%', at);
    Double percent =
        end < 0 || end - at > 16
            ? null
            : MarkedRatings.number(style.substring(at + "width:".length(), end));
    boolean stars =
        has(
            element.className()
                + (element.parent() == null ? "" : " " + element.parent().className()),
            Set.of("star", "stars", "sterne", "stelle", "estrellas"));
    if (percent == null || percent <= 0 || percent > 100 || !stars) return null;
    return Mention.scaled(
        Form.STARS,
        "width:" + element.attr("style"),
        Math.round(percent / 10) / 2.0,
        5,
        Scale.GLYPHS,
        0,
        0);
  }

  /// Not among readers' votes, forms, cards of other titles.
  private static boolean ours(Element element, Element region) {
    int up = 0;
    for (Element e = element; e != null && up < HIGHEST; e = e.parent(), up++) {
      String name = e.normalName();
      if (name.equals("a")
          || name.equals("form")
          || name.equals("aside")
          || name.equals("nav")
          || name.equals("footer")
          || name.equals("label")) return false;
      if (e.equals(region)) return true;
      if (up > 0
          && (name.equals("li") || name.equals("article"))
          && e.selectFirst("a[href]") != null
          && Texts.of(e, 200).length() > 60) return false;
      if (has(e.className() + " " + e.id(), OTHERS)) return false;
    }
    return true;
  }

  /// True where one of the words that names are made of is in the set.
  static boolean has(String names, Set<String> set) {
    int start = 0;
    int limit = Math.min(names.length(), 300);
    for (int i = 0; i <= limit; i++) {
      boolean end = i == limit || !Character.isLetter(names.charAt(i));
      boolean hump =
          !end
              && i > start
              && Character.isUpperCase(names.charAt(i))
              && Character.isLowerCase(names.charAt(i - 1));
      if (!end && !hump) continue;
      if (i > start && set.contains(names.substring(start, i).toLowerCase(Locale.ROOT)))
        return true;
      start = end ? i + 1 : i;
    }
    return false;
  }
}
