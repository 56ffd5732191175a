package dev.revue.enrich.extract;

import dev.revue.common.event.Extracted.By;
import dev.revue.common.event.ReviewEvent;
import dev.revue.enrich.catalog.Catalog;
import dev.revue.enrich.catalog.ShippedCatalog;
import dev.revue.enrich.extract.byline.Byline;
import dev.revue.enrich.extract.content.MainText;
import dev.revue.enrich.extract.content.PageKind;
import dev.revue.enrich.extract.markup.MarkedReview;
import dev.revue.enrich.extract.markup.Markup;
import dev.revue.enrich.extract.outline.Outline;
import dev.revue.enrich.extract.rating.Scales;
import dev.revue.enrich.extract.text.Clean;
import dev.revue.enrich.extract.text.Language;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/// Any page to its reviews. Thread-safe, without state; the same page always gives the same result
/// with the same catalogue, and no page makes it throw: only a catalogue that cannot be read does.
public final class Extractor {
  /// Rises whenever the same page may give another result.
  public static final int REVISION = 2;

  /// Longest text of a review, in characters: with its sections it must fit into a record.
  static final int LONGEST = 500_000;

  private static final int LONGEST_HTML = 10 * 1024 * 1024;

  private final Catalog catalog;

  /// With the catalogue that comes along.
  public Extractor() {
    this(new ShippedCatalog());
  }

  /// @param catalog open for as long as the extractor is used
  public Extractor(Catalog catalog) {
    this.catalog = catalog;
  }

  /// What decides, beside a page and the scales of its authors, what the page gives.
  public By by() {
    return new By(REVISION, catalog.fingerprint());
  }

  public Extraction extract(Page page) {
    return extract(page, Scales.NONE);
  }

  /// With what is known of the scales of the page's authors, for ratings that state none.
  public Extraction extract(Page page, Scales scales) {
    String html =
        page.html().length() > LONGEST_HTML ? page.html().substring(0, LONGEST_HTML) : page.html();
    Document document = Jsoup.parse(html, page.url());
    Outline outline = Outline.of(document);
    Markup markup = Markup.of(outline);
    PageKind kind = PageKind.of(document, markup, page.url());
    MainText main = main(outline, page, kind).orElse(markup.bodies(kind == PageKind.FORUM));
    Byline byline = Byline.of(outline, markup, kind, page.url());
    String text = Clean.block(main.text(), LONGEST);
    PageInfo info =
        new PageInfo(
            headline(document, page, byline),
            byline.authors() == null ? List.of() : byline.authors().value(),
            byline.published() == null ? null : byline.published().value(),
            language(document, markup, text),
            Clean.site(page.url()));
    List<MarkedReview> marked = MarkedReview.of(markup);
    Sources sources =
        new Sources(
            page,
            document,
            outline.title(),
            markup,
            kind,
            main,
            text,
            byline,
            info,
            marked,
            scales,
            catalog);
    List<ReviewEvent.Review> reviews = Reviews.of(sources);
    return new Extraction(info, text, reviews);
  }

  private static MainText main(Outline outline, Page page, PageKind kind) {
    Element hinted = hinted(outline.document(), page, "text");
    return hinted == null ? MainText.of(outline, kind) : MainText.within(outline, hinted);
  }

  private static @Nullable String headline(Document document, Page page, Byline byline) {
    Element hinted = hinted(document, page, "title");
    if (hinted != null && hinted.hasText()) return Clean.line(hinted.text(), 300);
    return byline.headline() == null ? null : byline.headline().value();
  }

  /// The element that a selector of the source points at; a selector that is none points at
  /// nothing.
  static @Nullable Element hinted(Document document, Page page, String field) {
    String selector = page.hints().get(field);
    if (selector == null || selector.isBlank()) return null;
    try {
      return document.selectFirst(selector);
    } catch (IllegalArgumentException | IllegalStateException e) {
      return null;
    }
  }

  private static @Nullable String language(Document document, Markup markup, String text) {
    Element root = document.selectFirst("html");
    String declared =
        Language.tag(
            root == null
                ? null
                : root.attr("lang").isEmpty() ? root.attr("xml:lang") : root.attr("lang"));
    if (declared == null)
      declared = Language.tag(markup.meta("og:locale", "content-language", "language"));
    return Language.of(text, declared);
  }

  /// All that the layers found on one page.
  record Sources(
      Page page,
      Document document,
      String title,
      Markup markup,
      PageKind kind,
      MainText main,
      String text,
      Byline byline,
      PageInfo info,
      List<MarkedReview> marked,
      Scales scales,
      Catalog catalog) {}
}
