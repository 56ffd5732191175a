package dev.revue.enrich.extract.content;

import dev.revue.enrich.extract.markup.Markup;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Document;

/// What sort of page this is, as far as its form tells.
public enum PageKind {
  ARTICLE,
  PRODUCT,
  FORUM,
  LIST,
  OTHER;

  /// More are a list that leads to them.
  private static final int MOST_ARTICLES = 4;

  private static final Set<String> FORUM_SEGMENTS =
      Set.of(
          "forum",
          "forums",
          "thread",
          "threads",
          "topic",
          "topics",
          "viewtopic.php",
          "showthread.php",
          "t",
          "questions",
          "boards",
          "board",
          "discussion",
          "discussions",
          "community");

  private static final Set<String> PRODUCT_SEGMENTS =
      Set.of(
          "product",
          "products",
          "produkt",
          "produkte",
          "produit",
          "produits",
          "producto",
          "prodotto",
          "p",
          "dp",
          "itm",
          "pd",
          "pdp");

  public static PageKind of(Document document, Markup markup, String url) {
    if (!markup.all("DiscussionForumPosting", "QAPage").isEmpty()) return FORUM;
    String generator = markup.meta("generator");
    if (generator != null && forumSoftware(generator.toLowerCase(Locale.ROOT))) return FORUM;
    if (forumAddress(url)) return FORUM;
    // Blogs have a folder `p` as well: what calls itself an article is none of a shop's pages.
    if (markup.all("Article", "NewsArticle", "BlogPosting", "Review").isEmpty()
        && !"article".equals(markup.meta("og:type"))
        && shop(document, url)) return PRODUCT;
    if (list(document, markup)) return LIST;
    int articles = markup.all("Article", "NewsArticle", "BlogPosting").size();
    boolean one = articles > 0 && articles <= MOST_ARTICLES;
    if (one || !markup.all("Review").isEmpty()) return ARTICLE;
    String og = markup.meta("og:type");
    if ("article".equals(og)) return ARTICLE;
    if (!markup.all("Product").isEmpty()
        || shop(document, url)
        || (og != null && og.contains("product"))) return PRODUCT;
    return OTHER;
  }

  /// A page of one product, by what shop software calls it and where it puts it.
  private static boolean shop(Document document, String url) {
    String names = document.body().className();
    if (names.contains("single-product") || names.contains("template-product")) return true;
    for (String part : segments(url)) if (PRODUCT_SEGMENTS.contains(part)) return true;
    return false;
  }

  /// A page of a category, a tag, a search: what content systems call an archive.
  private static boolean list(Document document, Markup markup) {
    if (!markup.all("CollectionPage", "SearchResultsPage").isEmpty()) return true;
    String names = " " + document.body().className() + " ";
    return names.contains(" archive ") || names.contains(" category ");
  }

  private static boolean forumSoftware(String generator) {
    for (String name :
        new String[] {"discourse", "vbulletin", "phpbb", "xenforo", "mybb", "flarum", "invision"})
      if (generator.contains(name)) return true;
    return false;
  }

  private static boolean forumAddress(String url) {
    int path = url.indexOf('/', Math.min(url.length(), 9));
    if (path < 0) return false;
    String host = url.substring(0, path).toLowerCase(Locale.ROOT);
    if (host.contains("://forum.") || host.contains("://forums.") || host.contains("://community."))
      return true;
    for (String part : segments(url)) if (FORUM_SEGMENTS.contains(part)) return true;
    return false;
  }

  /// The folders of an address's path.
  private static List<String> segments(String url) {
    int path = url.indexOf('/', Math.min(url.length(), 9));
    if (path < 0) return List.of();
    String[] parts = url.substring(path + 1).toLowerCase(Locale.ROOT).split("[/?]");
    return List.of(parts).subList(0, Math.max(0, parts.length - 1));
  }
}
