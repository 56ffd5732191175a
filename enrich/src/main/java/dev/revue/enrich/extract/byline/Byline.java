package dev.revue.enrich.extract.byline;

import dev.revue.enrich.extract.content.PageKind;
import dev.revue.enrich.extract.markup.Markup;
import dev.revue.enrich.extract.markup.Thing;
import dev.revue.enrich.extract.text.Candidate;
import dev.revue.enrich.extract.text.Clean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  static final String[] ARTICLES = {
    "Article",
    "NewsArticle",
    "BlogPosting",
    "Review",
    "CriticReview",
    "ReviewNewsArticle",
    "TechArticle",
    "Report",
    "ReportageNewsArticle",
    "OpinionNewsArticle",
    "AnalysisNewsArticle",
    "ScholarlyArticle",
    "SocialMediaPosting",
    "DiscussionForumPosting",
    "QAPage",
    "LiveBlogPosting"
  };

  /// Reads the layers in turn.
  public static Byline of(Document document, Markup markup, PageKind kind, String url) {
    Element h1 = Headline.element(document);
    List<String> near = h1 == null ? List.of() : Near.lines(document.body(), h1);
    return new Byline(
        Headline.of(document, markup, Clean.site(url)).orElse(null),
        Authors.of(document, markup, kind, near, Clean.site(url)).orElse(null),
        published(document, markup, kind, near, url).orElse(null),
        modified(markup),
        publisher(markup),
        Clean.url(image(markup), url));
  }

  private static Optional<Candidate<String>> published(
      Document document, Markup markup, PageKind kind, List<String> near, String url) {
    List<Candidate<String>> all = new ArrayList<>();
    for (Thing article : markup.all(ARTICLES)) {
      if (article.role() != null
          && (article.isA("Review")
              || "itemListElement".equals(article.role())
              || "hasPart".equals(article.role()))) continue;
      date(all, article.text("datePublished"), 0.9, article.source());
      break;
    }
    date(
        all,
        markup.meta("article:published_time", "og:article:published_time", "article:published"),
        0.9,
        "meta");
    date(
        all,
        markup.meta(
            "datepublished",
            "parsely-pub-date",
            "sailthru.date",
            "dc.date.issued",
            "dc.date",
            "dcterms.created",
            "dc.date.created",
            "date",
            "pubdate",
            "publishdate",
            "publish-date",
            "publish_date",
            "publication_date",
            "cxenseparse:recs:publishtime",
            "article.published",
            "citation_publication_date",
            "og:published_time",
            "dcterms.date",
            "dcterms.issued"),
        0.8,
        "meta");
    if (all.isEmpty()) Visible.dates(all, document);
    inUrl(all, url);
    if (kind == PageKind.ARTICLE) {
      for (Thing page : markup.all("WebPage")) {
        if (page.role() == null) date(all, page.text("datePublished"), 0.6, page.source());
      }
    }
    if (all.isEmpty() && kind != PageKind.PRODUCT) Near.dates(all, near);
    return Candidate.fuse(all, v -> v.substring(0, 10));
  }

  static void date(
      List<Candidate<String>> all, @Nullable String text, double confidence, String source) {
    String iso = Dates.iso(text);
    if (iso != null && text != null) all.add(new Candidate<>(iso, confidence, source, text));
  }

  /// `/2024/03/05/` in the address.
  private static void inUrl(List<Candidate<String>> all, String url) {
    for (int i = url.indexOf("/20"); i >= 0; i = url.indexOf("/20", i + 1)) {
      if (i + 11 > url.length()) return;
      String part = url.substring(i + 1, i + 11);
      if (part.length() == 10 && "/-".indexOf(part.charAt(4)) >= 0)
        date(all, part.replace('/', '-'), 0.6, "url");
    }
  }

  private static @Nullable String modified(Markup markup) {
    String text = markup.meta("article:modified_time", "og:updated_time", "datemodified");
    for (Thing article : markup.all(ARTICLES)) {
      String own = article.text("dateModified");
      if (own != null) return Dates.iso(own);
    }
    return Dates.iso(text);
  }

  private static @Nullable String publisher(Markup markup) {
    for (Thing article : markup.all(ARTICLES)) {
      String name = article.text("publisher");
      if (name != null && !name.startsWith("http")) return Clean.line(name, 100);
    }
    return Clean.line(markup.meta("og:site_name", "application-name"), 100);
  }

  private static @Nullable String image(Markup markup) {
    String meta = markup.meta("og:image", "og:image:url", "twitter:image", "twitter:image:src");
    if (meta != null) return meta;
    for (Thing article : markup.all(ARTICLES)) {
      Thing image = article.thing("image");
      String url = image == null ? article.text("image") : image.text("url");
      if (url != null) return url;
    }
    return null;
  }
}
