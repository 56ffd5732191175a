package dev.revue.enrich.extract.byline;

import dev.revue.common.event.Ids;
import dev.revue.enrich.extract.markup.Markup;
import dev.revue.enrich.extract.markup.Texts;
import dev.revue.enrich.extract.markup.Thing;
import dev.revue.enrich.extract.outline.Outline;
import dev.revue.enrich.extract.text.Candidate;
import dev.revue.enrich.extract.text.Clean;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/// The headline of a page, without the name of the site.
final class Headline {
  private static final int LONGEST = 300;
  private static final String[] SEPARATORS = {
    " | ", " - ", " – ", " — ", " » ", " :: ", " • ", " · ", " « ", " ∣ ", " / "
  };

  private static final Set<String> SEPARATORS_SET = Set.of(SEPARATORS);
  private static final int MOST_H1 = 20;
  private static final int SHORTEST = 4;

  private Headline() {}

  static Optional<Candidate<String>> of(
      String title, Markup markup, List<Thing> described, @Nullable Element h1, String site) {
    String text = h1 == null ? null : Texts.of(h1, LONGEST);
    String name =
        h1 != null && leadsHome(h1)
            ? text
            : markup.meta(
                "og:site_name",
                "application-name",
                "al:android:app_name",
                "apple-mobile-web-app-title");
    List<Candidate<String>> all = new ArrayList<>();
    for (Thing article : described) {
      String headline = article.text("headline");
      if (headline == null) continue;
      add(all, headline, 0.7, article.source(), name, site);
      break;
    }
    add(all, markup.meta("og:title"), 0.65, "meta", name, site);
    add(
        all,
        markup.meta("twitter:title", "parsely-title", "sailthru.title", "dc.title", "title"),
        0.55,
        "meta",
        name,
        site);
    add(all, title, 0.5, "meta", name, site);
    if (text != null) add(all, text, visible(text, all), "dom", name, site);
    Optional<Candidate<String>> fused = Candidate.fuse(agreed(all), Ids::fold);
    return fused.isPresent() ? fused : likeliest(all);
  }

  /// A page with titles has one of them as its title, however little they agree.
  private static Optional<Candidate<String>> likeliest(List<Candidate<String>> all) {
    return all.stream()
        .max(Comparator.comparingDouble(Candidate::confidence))
        .map(c ->
            new Candidate<>(
                c.value(),
                Math.max(Candidate.THRESHOLD, c.confidence()),
                c.source(),
                c.evidence()));
  }

  /// How likely it is that a visible headline is the page's title rather than a slogan or the name
  /// of the site: by how much of it the other titles repeat, and it of them.
  private static double visible(String text, List<Candidate<String>> others) {
    Set<String> words = Described.words(text);
    double most = 0;
    for (Candidate<String> other : others) {
      Set<String> known = Described.words(other.value());
      Set<String> both = new HashSet<>(known);
      both.retainAll(words);
      double repeated = (double) both.size() / Math.max(1, words.size());
      double covered = (double) both.size() / Math.max(1, known.size());
      if (repeated == 1 || (repeated >= 0.5 && covered > 0.3)) return 0.9;
      most = Math.max(most, repeated);
    }
    return most >= 0.2 ? 0.6 : 0.4;
  }

  /// True where the headline is the name of the site or book that the page is a part of: it leads
  /// to its beginning.
  private static boolean leadsHome(Element h1) {
    Element link = h1.selectFirst("a[href]");
    String href = link == null ? "" : link.attr("href").strip();
    return href.equals("/") || href.equals("./") || href.equals("../");
  }

  /// The `h1` that the browser's title repeats most of, else the first that is not the site's name
  /// in its header.
  static @Nullable Element element(Outline outline) {
    List<Element> all = outline.headlines();
    Element best = null;
    double most = 0.5;
    for (Element h1 : all.subList(0, Math.min(all.size(), MOST_H1))) {
      String text = Texts.of(h1, LONGEST);
      if (Ids.fold(text).length() < 2) continue;
      boolean brand =
          within(h1, "header") && !within(h1, "article") && !within(h1, "main") && all.size() > 1;
      double repeated = brand ? 0 : repeated(text, outline.title());
      if (best == null || repeated > most) best = h1;
      most = Math.max(most, repeated);
    }
    return best;
  }

  /// How many of the words of a headline another title repeats, 0 to 1.
  private static double repeated(String headline, @Nullable String title) {
    if (title == null) return 0;
    List<String> words = List.of(Ids.fold(headline).split(" "));
    Set<String> known = new HashSet<>(List.of(Ids.fold(title).split(" ")));
    int found = 0;
    for (String word : words) if (known.contains(word)) found++;
    return (double) found / words.size();
  }

  /// `Title`, `Title - Part of the site | Site`: the shorter stands for both where something else
  /// than words follows.
  private static List<Candidate<String>> agreed(List<Candidate<String>> all) {
    List<Candidate<String>> out = new ArrayList<>();
    for (Candidate<String> one : all) {
      String value = one.value();
      for (Candidate<String> other : all) {
        String shorter = other.value();
        boolean longer = value.length() > shorter.length() + 2 && value.startsWith(shorter);
        if (longer
            && shorter.length() >= SHORTEST
            && SEPARATORS_SET.contains(
                value.substring(shorter.length(), Math.min(value.length(), shorter.length() + 3))))
          value = shorter;
      }
      out.add(new Candidate<>(value, one.confidence(), one.source(), one.evidence()));
    }
    return out;
  }

  private static boolean within(Element element, String tag) {
    for (Element e = element.parent(); e != null; e = e.parent())
      if (e.normalName().equals(tag)) return true;
    return false;
  }

  private static void add(
      List<Candidate<String>> all,
      @Nullable String text,
      double confidence,
      String source,
      @Nullable String name,
      String site) {
    String line = Clean.line(text, LONGEST);
    if (line == null) return;
    String bare = bare(line, name, site);
    if (bare.isEmpty() || Ids.fold(bare).isEmpty()) return;
    boolean brand = name != null && Ids.fold(bare).equals(Ids.fold(name));
    all.add(new Candidate<>(bare, brand ? 0.3 : confidence, source, line));
  }

  /// The title without the site's name at its end or beginning.
  static String bare(String title, @Nullable String name, String site) {
    for (String separator : SEPARATORS) {
      int last = title.lastIndexOf(separator);
      if (last > 0 && brand(title.substring(last + separator.length()), name, site))
        return bare(title.substring(0, last).strip(), name, site);
      int first = title.indexOf(separator);
      if (first > 0 && brand(title.substring(0, first), name, site))
        return bare(title.substring(first + separator.length()).strip(), name, site);
    }
    return title;
  }

  private static boolean brand(String part, @Nullable String name, String site) {
    String folded = Ids.fold(part).replace(" ", "");
    if (folded.isEmpty() || folded.length() > 40) return false;
    if (name != null && folded.equals(Ids.fold(name).replace(" ", ""))) return true;
    String host = site.replace("-", "");
    return (folded.length() >= 3 && host.replace(".", "").contains(folded))
        || host.startsWith(folded + ".");
  }
}
