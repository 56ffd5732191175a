package dev.revue.enrich.extract.byline;

import dev.revue.enrich.extract.content.PageKind;
import dev.revue.enrich.extract.markup.Markup;
import dev.revue.enrich.extract.markup.Thing;
import dev.revue.enrich.extract.text.Candidate;
import dev.revue.enrich.extract.text.Clean;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/// When a page was published and last changed, in ISO 8601.
record Dating(@Nullable Candidate<String> published, @Nullable String modified) {
  private static final String[] PUBLISHED = {
    "article:published_time", "og:article:published_time", "article:published", "og:published_time"
  };
  private static final String[] OTHERS = {
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
    "publisheddate",
    "cxenseparse:recs:publishtime",
    "article.published",
    "citation_publication_date",
    "citation_date",
    "dcterms.date",
    "dcterms.issued"
  };

  static Dating of(
      Document document,
      Markup markup,
      List<Thing> described,
      Scan scan,
      PageKind kind,
      String url) {
    DateOrder order = DateOrder.of(language(document), Clean.site(url));
    List<Candidate<String>> all = new ArrayList<>();
    String modified = null;
    for (Thing article : described) {
      if (article.isA("Review") && article.role() != null) continue;
      if (modified == null) modified = Dates.iso(article.text("dateModified"), order);
      date(all, article.text("datePublished"), 0.9, article.source(), order);
      if (all.isEmpty()) date(all, article.text("dateCreated"), 0.7, article.source(), order);
      if (!all.isEmpty()) break;
    }
    date(all, markup.meta(PUBLISHED), 0.9, "meta", order);
    date(all, markup.meta(OTHERS), 0.8, "meta", order);
    String changed = null;
    if (all.isEmpty() && kind != PageKind.PRODUCT)
      changed = VisibleDates.read(all, scan, kind, order);
    inUrl(all, url, order);
    if (modified == null)
      modified =
          Dates.iso(markup.meta("article:modified_time", "og:updated_time", "datemodified"), order);
    return new Dating(
        Candidate.fuse(sameDay(all), v -> v.substring(0, 10)).orElse(null),
        modified == null ? changed : modified);
  }

  /// The hours around midnight have two dates, one here and one in Greenwich: what stands in the
  /// page first speaks for both.
  private static List<Candidate<String>> sameDay(List<Candidate<String>> all) {
    List<Candidate<String>> out = new ArrayList<>();
    for (Candidate<String> one : all) {
      Candidate<String> as = one;
      for (Candidate<String> other : out) {
        LocalDate a = LocalDate.parse(one.value().substring(0, 10));
        LocalDate b = LocalDate.parse(other.value().substring(0, 10));
        if (Math.abs(a.toEpochDay() - b.toEpochDay()) == 1) {
          as = new Candidate<>(other.value(), one.confidence(), one.source(), one.evidence());
          break;
        }
      }
      out.add(as);
    }
    return out;
  }

  private static String language(Document document) {
    Element root = document.firstElementChild();
    return root == null ? "" : root.attr("lang");
  }

  private static void date(
      List<Candidate<String>> all,
      @Nullable String text,
      double confidence,
      String source,
      DateOrder order) {
    String iso = Dates.iso(text, order);
    if (iso != null && text != null) all.add(new Candidate<>(iso, confidence, source, text));
  }

  /// `/2024/03/05/` in the address.
  private static void inUrl(List<Candidate<String>> all, String url, DateOrder order) {
    for (int i = url.indexOf("/20"); i >= 0; i = url.indexOf("/20", i + 1)) {
      if (i + 11 > url.length()) return;
      String part = url.substring(i + 1, i + 11);
      boolean goesOn = i + 11 < url.length() && Character.isDigit(url.charAt(i + 11)); // an id
      if ("/-".indexOf(part.charAt(4)) >= 0 && !goesOn)
        date(all, part.replace('/', '-'), 0.6, "url", order);
    }
  }
}
