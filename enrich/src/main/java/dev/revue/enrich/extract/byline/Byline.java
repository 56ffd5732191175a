package dev.revue.enrich.extract.byline;

import dev.revue.enrich.extract.content.PageKind;
import dev.revue.enrich.extract.markup.Markup;
import dev.revue.enrich.extract.markup.Texts;
import dev.revue.enrich.extract.markup.Thing;
import dev.revue.enrich.extract.outline.Outline;
import dev.revue.enrich.extract.text.Candidate;
import dev.revue.enrich.extract.text.Clean;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/// Headline, authors, publisher and dates of a page, each with where it came from.
public record Byline(
    @Nullable Candidate<String> headline,
    @Nullable Candidate<List<String>> authors,
    @Nullable Candidate<String> published,
    @Nullable String modified,
    @Nullable String publisher,
    @Nullable String image) {
  private static final int LONGEST = 300;

  /// Reads the layers in turn.
  public static Byline of(Outline outline, Markup markup, PageKind kind, String url) {
    Document document = outline.document();
    String site = Clean.site(url);
    Element h1 = Headline.element(outline);
    List<Thing> described =
        Described.of(markup, url, outline.title(), h1 == null ? "" : Texts.of(h1, LONGEST));
    Scan scan = Scan.of(outline, h1, site);
    String publisher = publisher(markup, described);
    Dating dating = Dating.of(document, markup, described, scan, kind, url);
    return new Byline(
        Headline.of(outline.title(), markup, described, h1, site).orElse(null),
        Authors.of(outline, markup, described, scan, kind, dating, site, publisher).orElse(null),
        dating.published(),
        dating.modified(),
        publisher,
        Clean.url(image(markup, described), url));
  }

  private static @Nullable String publisher(Markup markup, List<Thing> described) {
    for (Thing article : described) {
      String name = article.text("publisher");
      if (name != null && !name.startsWith("http")) return Clean.line(name, 100);
    }
    return Clean.line(markup.meta("og:site_name", "application-name"), 100);
  }

  private static @Nullable String image(Markup markup, List<Thing> described) {
    String meta = markup.meta("og:image", "og:image:url", "twitter:image", "twitter:image:src");
    if (meta != null) return meta;
    for (Thing article : described) {
      Thing image = article.thing("image");
      String url = image == null ? article.text("image") : image.text("url");
      if (url != null) return url;
    }
    return null;
  }
}
