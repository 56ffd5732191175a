package dev.revue.enrich.extract.rating;

import dev.revue.enrich.extract.markup.Texts;
import dev.revue.enrich.extract.outline.NameWords;
import dev.revue.enrich.extract.rating.Context.Judged;
import dev.revue.enrich.extract.rating.Mention.Form;
import dev.revue.enrich.extract.rating.Mention.Scale;
import dev.revue.enrich.extract.text.Candidate;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/// Ratings that are drawn rather than written: attributes, class names, widths, rows of icons.
public final class Widgets {
  private static final int MOST_ELEMENTS = 200_000;
  private static final int MOST = 300;
  private static final int HIGHEST = 12;
  private static final int BOX = 60;
  private static final int CARD = 5_000;
  private static final double LABELLED = 0.85;
  private static final double ATTRIBUTE = 0.75;
  private static final Set<String> BOXES =
      Set.of(
          "verdict",
          "conclusion",
          "final",
          "overall",
          "global",
          "fazit",
          "summary",
          "total",
          "gesamt",
          "editor",
          "editors");
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
          "slider",
          "visitor",
          "visitors",
          "testimonial",
          "testimonials",
          "leser",
          "nutzer",
          "kunden",
          "lecteurs",
          "utenti",
          "usuarios",
          // widgets that gather or show the ratings of readers and customers
          "kksr",
          "postratings",
          "rmp",
          "gdrts",
          "wpdiscuz",
          "trustpilot",
          "trustedshops",
          "ekomi",
          "bazaarvoice",
          "bv",
          "bvseo",
          "yotpo",
          "jdgm",
          "judgeme",
          "stamped",
          "loox",
          "okendo",
          "feefo",
          "reevoo",
          "powerreviews",
          "turnto",
          "spr",
          "woocommerce");
  private static final Set<String> TAGS_OF_OTHERS =
      Set.of(
          "a",
          "form",
          "aside",
          "nav",
          "footer",
          "label",
          "button",
          "option",
          "select",
          "input",
          "del",
          "s",
          "strike",
          "fieldset");
  static final Set<String> STARS =
      Set.of("star", "stars", "sterne", "stelle", "estrellas", "etoiles");
  private static final Set<String> COUNTS =
      Set.of("count", "counts", "counter", "number", "num", "votes", "reviews");
  private static final Set<String> VALUES =
      Set.of(
          "data-rating",
          "data-score",
          "data-stars",
          "data-value",
          "data-rate",
          "data-rateyo-rating",
          "data-rating-value",
          "data-star-rating",
          "data-average");
  private static final Set<String> BESTS =
      Set.of(
          "data-max",
          "data-best",
          "data-total",
          "data-rating-max",
          "data-max-rating",
          "data-rateyo-num-stars",
          "data-number",
          "data-scale",
          "data-max-value");
  private static final Set<String> FILLS =
      Set.of("fill", "filled", "full", "on", "active", "inner", "front", "current", "value", "bar");
  private static final Set<String> PICTURES =
      Set.of("img", "picture", "svg", "video", "iframe", "canvas", "object");
  private static final double LEANS = 0.55;

  private static final int DRAWN = 1;
  private static final NameWords SIGNS =
      new NameWords().with(DRAWN, String.join(" ", NAMES)).with(2, String.join(" ", BOXES));

  private Widgets() {}

  /// Candidates from the part of a page that `region` holds; what readers gave and what belongs to
  /// linked titles is left out.
  public static List<Candidate<Mention>> read(Element region) {
    List<Candidate<Mention>> out = new ArrayList<>();
    int seen = 0;
    int looked = 0;
    IdentityHashMap<Element, Boolean> foreign = new IdentityHashMap<>();
    for (Element element : region.getAllElements()) {
      if (++seen > MOST_ELEMENTS || looked >= MOST) break;
      if (element.attributesSize() == 0) continue;
      int signs = SIGNS.kinds(element.className()) | SIGNS.kinds(element.id());
      boolean picture = element.normalName().equals("img");
      if (signs == 0 && !picture && !element.attributes().hasKey("aria-label")) continue;
      String names = element.className() + " " + element.id();
      Candidate<Mention> one = read(element, names, (signs & DRAWN) != 0);
      if (one == null) continue;
      looked++;
      if (!foreign(element, region, foreign) && !card(element, region)) out.add(one);
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
    if (element.normalName().equals("img")) {
      Mention file = ClassNames.file(element);
      if (file != null) return new Candidate<>(file, CLASS, "dom", "src=" + file.raw());
    }
    if (!drawn) return null;
    Candidate<Mention> data = data(element, names);
    if (data != null) return data;
    Mention wide = width(element);
    if (wide != null) return new Candidate<>(wide, CLASS, "dom", wide.raw());
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
    if (all.isEmpty()) return total(element, text);
    if (all.size() != 1) return null;
    Judged one = all.getFirst();
    boolean labelled = one.label() == Context.Label.OVERALL || one.label() == Context.Label.RATING;
    if (one.mention().score() == null
        || one.mention().form() == Form.LETTER
        || (!labelled && !(drawn && one.confidence() >= ATTRIBUTE))) return null;
    return new Candidate<>(one.mention(), labelled ? LABELLED : ATTRIBUTE, "dom", text);
  }

  /// `<div class="review-final-score">8.5</div>`: a number that only the name of its box explains.
  private static @Nullable Candidate<Mention> total(Element element, String text) {
    String names = element.className() + " " + element.id();
    boolean named =
        has(names, BOXES) && (has(names, NAMES) || names.contains("review")) && !has(names, COUNTS);
    if (!named || !(Written.read(text) instanceof Written.Refused refused)) return null;
    Mention bare = refused.unscaled();
    return bare == null || bare.form() != Form.BARE || bare.value() == 0
        ? null
        : new Candidate<>(bare, LEANS, "dom", text);
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

  /// `data-rating="4.5" data-max="5"`; of stars without a maximum there are five.
  private static @Nullable Candidate<Mention> data(Element element, String names) {
    Attribute given = null;
    Double value = null;
    Double best = null;
    for (Attribute attribute : element.attributes()) {
      String name = attribute.getKey();
      if (!name.startsWith("data-")) continue;
      if (VALUES.contains(name) && value == null) {
        value = MarkedRatings.number(attribute.getValue().strip());
        given = attribute;
      } else if (BESTS.contains(name)) {
        best = MarkedRatings.number(attribute.getValue().strip());
      }
    }
    if (given == null || value == null || value == 0) return null;
    boolean assumed = best == null && value <= 5 && has(names, STARS);
    double end = assumed ? 5 : best == null ? 0 : best;
    if (end <= 0 || value > end) return null;
    return new Candidate<>(
        Mention.scaled(
            Form.FRACTION,
            given.getValue(),
            value,
            end,
            assumed ? Scale.ASSUMED : Scale.MARKUP,
            0,
            0),
        assumed ? LEANS : ATTRIBUTE,
        "dom",
        given.getKey() + "=" + given.getValue());
  }

  /// A bar of stars that is filled to a part of its width, by itself or by what lies in it.
  private static @Nullable Mention width(Element element) {
    boolean stars =
        has(element.className(), STARS)
            || (element.parent() != null && has(element.parent().className(), STARS));
    if (!stars) return null;
    return filled(element, 2);
  }

  /// Of an element or of the first few in it, so many levels down.
  private static @Nullable Mention filled(Element element, int levels) {
    Mention own = filled(element);
    if (own != null || levels == 0) return own;
    int looked = 0;
    for (Element child = element.firstElementChild();
        child != null && looked < 8;
        child = child.nextElementSibling(), looked++) {
      if (has(child.className(), OTHERS) || !fills(child)) continue;
      Mention inner = filled(child, levels - 1);
      if (inner != null) return inner;
    }
    return null;
  }

  /// A layer of stars, by its name or for want of any other content; a picture has its own width.
  private static boolean fills(Element element) {
    if (PICTURES.contains(element.normalName())) return false;
    if (has(element.className(), NAMES) || has(element.className(), FILLS)) return true;
    int looked = 0;
    for (Element child = element.firstElementChild();
        child != null && looked < 8;
        child = child.nextElementSibling(), looked++) {
      if (PICTURES.contains(child.normalName())) return false;
    }
    String text = Texts.of(element, BOX);
    return text.isEmpty() || text.codePoints().anyMatch(c -> Token.digit(c) || Glyphs.part(c));
  }

  private static @Nullable Mention filled(Element element) {
    String style = element.attr("style");
    if (style.isEmpty() || style.length() > 200) return null;
    style = style.toLowerCase(Locale.ROOT).replace(" ", "");
    Double percent = between(style, "width:", '%');
    if (percent != null && percent > 0 && percent <= 100)
      return Mention.scaled(
          Form.STARS, "width:" + percent + "%", percent / 20, 5, Scale.GLYPHS, 0, 0);
    Double value = between(style, "--rating:", ';');
    return value == null || value <= 0 || value > 5
        ? null
        : Mention.scaled(Form.STARS, "--rating:" + value, value, 5, Scale.ASSUMED, 0, 0);
  }

  /// The number between a property's name and a mark or the end.
  private static @Nullable Double between(String style, String property, char mark) {
    int at = style.indexOf(property);
    if (at < 0 || (at > 0 && style.charAt(at - 1) == '-')) return null;
    int start = at + property.length();
    int end = style.indexOf(mark, start);
    if (end < 0 && mark == ';') end = style.length();
    return end < 0 || end - start > 8 ? null : MarkedRatings.number(style.substring(start, end));
  }

  /// In readers' votes or a form, however deep. What is known of an element's surroundings holds
  /// for all that lies in them, so each is looked at once.
  private static boolean foreign(
      Element element, Element region, IdentityHashMap<Element, Boolean> known) {
    List<Element> climbed = new ArrayList<>();
    boolean foreign = false;
    for (Element e = element; e != null; e = e.parent()) {
      Boolean before = known.get(e);
      if (before == null) climbed.add(e);
      foreign = before != null ? before : others(e, e.equals(region));
      if (foreign || before != null || e.equals(region)) break;
    }
    for (Element e : climbed) known.put(e, foreign);
    return foreign;
  }

  private static boolean others(Element e, boolean region) {
    if (TAGS_OF_OTHERS.contains(e.normalName())) return true;
    String role = e.attr("role");
    if (role.equals("radio") || role.equals("button") || role.equals("radiogroup")) return true;
    String names = e.className() + " " + e.id();
    return !region && (has(names, OTHERS) || names.contains("post-ratings"));
  }

  /// In the card of a linked title.
  private static boolean card(Element element, Element region) {
    int up = 0;
    for (Element e = element;
        e != null && !e.equals(region) && up < HIGHEST;
        e = e.parent(), up++) {
      String name = e.normalName();
      if (up > 0
          && (name.equals("li") || name.equals("article"))
          && Texts.of(e, 200).length() > 60
          && linked(e)) return true;
    }
    return false;
  }

  /// What holds more than a card does is looked at no further.
  private static boolean linked(Element element) {
    return element.stream().limit(CARD).anyMatch(e -> e.nameIs("a") && e.hasAttr("href"));
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
