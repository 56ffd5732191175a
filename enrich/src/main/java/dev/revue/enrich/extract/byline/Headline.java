package dev.revue.enrich.extract.byline;

import dev.revue.common.event.Ids;
import dev.revue.enrich.extract.markup.Markup;
import dev.revue.enrich.extract.markup.Texts;
import dev.revue.enrich.extract.markup.Thing;
import dev.revue.enrich.extract.text.Candidate;
import dev.revue.enrich.extract.text.Clean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/// The headline of a page, without the name of the site.
final class Headline {
  private static final int LONGEST = 300;
  private static final String[] SEPARATORS = {
    " | ", " - ", " – ", " — ", " » ", " :: ", " • ", " · ", " « ", " ∣ ", " / "
  };

  private Headline() {}

  static Optional<Candidate<String>> of(Document document, Markup markup, String site) {
    String name =
        markup.meta(
            "og:site_name",
            "application-name",
            "al:android:app_name",
            "apple-mobile-web-app-title");
    List<Candidate<String>> all = new ArrayList<>();
    String first = firstH1(document);
    for (Thing article : markup.all(Byline.ARTICLES)) {
      String headline = article.text("headline");
      boolean outer =
          article.role() == null
              || "mainEntity".equals(article.role())
              || "mainEntityOfPage".equals(article.role());
      if (headline != null && outer) {
        add(all, headline, 0.7, article.source(), name, site);
        break;
      }
    }
    add(all, markup.meta("og:title"), 0.65, "meta", name, site);
    add(
        all,
        markup.meta("twitter:title", "parsely-title", "sailthru.title", "dc.title", "title"),
        0.55,
        "meta",
        name,
        site);
    add(all, first, 0.8, "dom", name, site);
    add(all, document.title(), 0.55, "dom", name, site);
    return Candidate.fuse(all, Ids::fold);
  }

  private static @Nullable String firstH1(Document document) {
    String fallback = null;
    for (Element h1 : document.select("h1")) {
      String text = Texts.of(h1, LONGEST);
      if (text.length() < 2) continue;
      boolean brand =
          within(h1, "header")
              && !within(h1, "article")
              && !within(h1, "main")
              && document.select("h1").size() > 1;
      if (!brand) return text;
      if (fallback == null) fallback = text;
    }
    return fallback;
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
