package dev.revue.enrich.extract;

import dev.revue.common.event.Ids;
import dev.revue.enrich.extract.Extractor.Sources;
import dev.revue.enrich.extract.content.Block;
import dev.revue.enrich.extract.content.PageKind;
import dev.revue.enrich.extract.item.DatedTitle;
import dev.revue.enrich.extract.item.TitleWords;
import dev.revue.enrich.extract.markup.MarkedReview;
import dev.revue.enrich.extract.opinion.Opinion;
import dev.revue.enrich.extract.rating.MarkedRatings;
import dev.revue.enrich.extract.rating.Mention;
import dev.revue.enrich.extract.text.Candidate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides whether a page is a review, and whose the marked-up reviews on it are.
final class Verdicts {
  private static final int SHORTEST = 200;
  private static final double ENOUGH = 0.54;
  private static final int ESSAY = 600;

  private Verdicts() {}

  /// True where a review in mark-up is one of the page's readers'.
  static boolean byReader(Sources sources, MarkedReview one) {
    if (one.review().isA("UserReview")) return true;
    if (one.review().isA("CriticReview", "ReviewNewsArticle")) return false;
    boolean shop = one.nested() || sources.kind() == PageKind.PRODUCT;
    return shop && !articleLike(sources);
  }

  /// Praise without a rating for what somebody sells: chosen by the seller, as a rule.
  static boolean testimonial(MarkedReview one) {
    if (one.rating() != null || one.item() == null) return false;
    return one.item()
        .isA(
            "Product",
            "SoftwareApplication",
            "WebApplication",
            "MobileApplication",
            "Service",
            "Organization",
            "LocalBusiness",
            "Corporation");
  }

  private static boolean articleLike(Sources sources) {
    String title = sources.info().title();
    boolean article =
        !sources
                .markup()
                .all("Article", "NewsArticle", "BlogPosting", "ReviewNewsArticle")
                .isEmpty()
            || "article".equals(sources.markup().meta("og:type"));
    return article || (title != null && TitleWords.review(title) && sources.text().length() > 1500);
  }

  /// True where the reviews are of different things rather than one review marked up twice.
  static boolean several(List<MarkedReview> own) {
    Set<String> titles = new HashSet<>();
    for (MarkedReview one : own) if (one.itemName() != null) titles.add(Ids.fold(one.itemName()));
    return titles.size() > 1;
  }

  static boolean noReviewHere(Sources sources, @Nullable MarkedReview marked) {
    if (!sources.markup().all("Recipe", "ClaimReview", "JobPosting").isEmpty()) return true;
    String title = sources.info().title();
    if (title == null
        || (marked != null
            && marked.rating() != null
            && MarkedRatings.read(marked.rating()) != null)) return false;
    boolean preview = TitleWords.other(title) || TitleWords.preview(sources.page().url());
    return (preview && !TitleWords.review(title))
        || TitleWords.roundup(title)
        || TitleWords.listing(title);
  }

  /// Weighs what speaks for a review against what speaks for another sort of page.
  static boolean reviews(
      Sources sources,
      @Nullable MarkedReview marked,
      Optional<Candidate<Mention>> rating,
      List<MarkedReview> readers) {
    if (marked != null) return true;
    String title = sources.info().title() == null ? sources.title() : sources.info().title();
    if (sources.text().length() < SHORTEST && rating.isEmpty()) return false;
    double sum = 0;
    boolean said = TitleWords.review(title);
    if (mostlyLinks(sources) && (!said || TitleWords.onlyPlural(title))) return false;
    if (said) sum += TitleWords.onlyPlural(title) ? 0.25 : 0.6;
    else if (TitleWords.review(sources.title())) sum += 0.35;
    if (!said && sources.kind() == PageKind.ARTICLE) sum += 0.15;
    if (path(sources.page().url())) sum += 0.4;
    if (dated(sources)) sum += 0.35;
    if (!said && sources.text().length() > ESSAY && !sources.info().authors().isEmpty()) sum += 0.2;
    if (rating.isPresent()) sum += rating.get().confidence() > 0.7 ? 0.45 : 0.3;
    if (verdict(sources)) sum += 0.2;
    if (!readers.isEmpty()) sum -= 0.5;
    if (sources.kind() == PageKind.PRODUCT) sum -= 0.3;
    if (sources.kind() == PageKind.FORUM) sum -= said ? 0.05 : 0.3;
    return sum >= ENOUGH;
  }

  /// A list that leads to reviews is none.
  private static boolean mostlyLinks(Sources sources) {
    int links = 0;
    int all = 1;
    for (Block block : sources.main().blocks()) {
      links += block.linkChars();
      all += block.text().length();
    }
    return links * 2 > all;
  }

  private static boolean verdict(Sources sources) {
    for (Block block : sources.main().blocks())
      if (block.heading() && Opinion.announces(block.text())) return true;
    return false;
  }

  private static boolean path(String url) {
    String lower = url.toLowerCase(Locale.ROOT);
    int path = lower.indexOf('/', Math.min(lower.length(), 9));
    if (path < 0) return false;
    return TitleWords.review(lower.substring(path)) || TitleWords.inFolder(lower.substring(path));
  }

  /// True where the page names by title and year what it is about.
  private static boolean dated(Sources sources) {
    return DatedTitle.of(sources.info().title(), sources.title(), sources.text()).isPresent();
  }
}
