package dev.revue.enrich.extract.byline;

import dev.revue.common.event.Ids;
import dev.revue.enrich.extract.markup.Markup;
import dev.revue.enrich.extract.markup.Thing;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which of the things in mark-up is the page itself.
final class Described {
  private static final String[] ARTICLES = {
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
    "BackgroundNewsArticle",
    "AdvertiserContentArticle",
    "ScholarlyArticle",
    "SocialMediaPosting",
    "DiscussionForumPosting",
    "Question",
    "LiveBlogPosting"
  };
  private static final Set<String> LISTING =
      Set.of("itemListElement", "hasPart", "blogPost", "blogPosts", "review", "reviews", "comment");
  private static final int MOST = 200;
  private static final double SAME = 0.6;
  private static final double OTHER = 0.25;

  private Described() {}

  /// The article, post or review that the page is, the likeliest first; empty where mark-up only
  /// describes others.
  static List<Thing> of(Markup markup, String url, String... titles) {
    List<Thing> all = markup.all(ARTICLES);
    List<Scored> scored =
        all.stream().limit(MOST).map(t -> new Scored(t, score(t, url, titles))).toList();
    boolean one = scored.size() == 1;
    return scored.stream()
        .filter(s -> s.score >= (one ? 0 : 1))
        .sorted((a, b) -> Integer.compare(b.score, a.score))
        .map(Scored::thing)
        .toList();
  }

  private static int score(Thing thing, String url, String[] titles) {
    int score = thing.role() == null || !LISTING.contains(thing.role()) ? 1 : -1;
    if (thing.isA("Review") && thing.role() != null) score--;
    String headline = thing.text("headline");
    if (headline == null) headline = thing.text("name");
    if (headline != null && titles.length > 0) {
      double most = 0;
      for (String title : titles) most = Math.max(most, common(headline, title));
      if (most >= SAME) score += 2;
      else if (most < OTHER) score--;
    }
    for (String property : List.of("url", "mainEntityOfPage", "@id")) {
      String address = thing.text(property);
      if (address == null) {
        Thing page = thing.thing(property);
        address = page == null ? null : page.text("@id");
      }
      if (address != null && same(address, url)) {
        score += 2;
        break;
      }
    }
    return score;
  }

  /// How many of the words of the shorter title the longer one repeats, 0 to 1.
  static double common(@Nullable String one, @Nullable String other) {
    if (one == null || other == null) return 0;
    Set<String> a = words(one);
    Set<String> b = words(other);
    if (a.isEmpty() || b.isEmpty()) return 0;
    Set<String> both = new HashSet<>(a);
    both.retainAll(b);
    return (double) both.size() / Math.min(a.size(), b.size());
  }

  static Set<String> words(String text) {
    Set<String> out = new HashSet<>(Arrays.asList(Ids.fold(text).split(" ")));
    out.remove("");
    return out;
  }

  private static boolean same(String address, String url) {
    return path(address).equals(path(url)) && path(url).length() > 1;
  }

  /// An address without scheme, query and fragment.
  private static String path(String address) {
    int start = address.indexOf("://");
    start = start < 0 ? 0 : start + 3;
    int end = start;
    while (end < address.length() && "?#".indexOf(address.charAt(end)) < 0) end++;
    while (end > start && address.charAt(end - 1) == '/') end--;
    String bare = address.substring(start, end);
    return bare.startsWith("www.") ? bare.substring(4) : bare;
  }

  private record Scored(Thing thing, int score) {}
}
