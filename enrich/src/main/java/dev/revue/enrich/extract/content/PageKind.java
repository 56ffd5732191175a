package dev.revue.enrich.extract.content;

import dev.revue.enrich.extract.markup.Markup;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Document;

/// What sort of page this is, as far as its form tells.
public enum PageKind {
  ARTICLE,
  PRODUCT,
  FORUM,
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

  public static PageKind of(Document document, Markup markup, String url) {
    if (!markup.all("DiscussionForumPosting", "QAPage").isEmpty()) return FORUM;
    String generator = markup.meta("generator");
    if (generator != null && forumSoftware(generator.toLowerCase(Locale.ROOT))) return FORUM;
    if (forumAddress(url)) return FORUM;
    int articles = markup.all("Article", "NewsArticle", "BlogPosting").size();
    boolean one = articles > 0 && articles <= MOST_ARTICLES;
    if (one || !markup.all("Review").isEmpty()) return ARTICLE;
    String og = markup.meta("og:type");
    if ("article".equals(og)) return ARTICLE;
    if (!markup.all("Product").isEmpty() || (og != null && og.contains("product"))) return PRODUCT;
    return OTHER;
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
    String[] parts = url.substring(path + 1).toLowerCase(Locale.ROOT).split("[/?]");
    for (int i = 0; i + 1 < parts.length; i++) if (FORUM_SEGMENTS.contains(parts[i])) return true;
    return false;
  }
}
