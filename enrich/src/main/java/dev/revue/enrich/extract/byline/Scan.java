package dev.revue.enrich.extract.byline;

import dev.revue.enrich.extract.outline.Outline;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jspecify.annotations.Nullable;

/// What a reader sees around the headline, from one pass over the page: short lines, and elements
/// whose names speak of authors or dates. Comments, side bars, navigation and whatever else leads
/// away from the page are passed over. Distances are in visible characters.
final class Scan implements NodeFilter {
  private static final int LINE = 160;
  private static final int MOST_LINES = 3_000;
  private static final int MOST_HINTS = 300;
  private static final int LONGEST_NAMES = 200;

  /// Beyond this many characters after the headline nothing is looked at.
  private static final int REACH = 60_000;

  private static final Set<String> SKIPPED =
      Set.of(
          "script",
          "style",
          "svg",
          "noscript",
          "template",
          "iframe",
          "select",
          "nav",
          "aside",
          "dialog",
          "textarea",
          "math",
          "canvas");
  private static final String[] AWAY = {
    "comment",
    " respond ",
    "disqus",
    "related",
    "sidebar",
    "recommend",
    "trending",
    "popular",
    "newsletter",
    "cookie",
    "recent-posts",
    "latest-",
    "more-from",
    "read-next",
    "up-next",
    "you-may",
    "teaser",
    "widget_",
    "widget-area",
    "carousel",
    "breadcrumb",
    "modal"
  };
  private static final String[] AUTHORS = {"author", "byline", "writer", "contributor"};
  private static final String[] DATES = {"date", "publish", "posted", "time"};
  private static final String[] PROFILES = {
    "/author/",
    "/authors/",
    "/writer/",
    "/writers/",
    "/contributor/",
    "/contributors/",
    "/autor/",
    "/autoren/",
    "/auteur/",
    "/staff/",
    "/people/",
    "/profile/",
    "/profiles/"
  };

  private final Set<Element> kept = Collections.newSetFromMap(new IdentityHashMap<>());

  /// Whatever holds a `main`: layouts are named after the side bar that stands beside it.
  private final Set<Element> holders = Collections.newSetFromMap(new IdentityHashMap<>());

  private final String site;
  private final @Nullable Element headline;
  private final List<Line> lines = new ArrayList<>();
  private final List<Hint> authors = new ArrayList<>();
  private final List<Hint> dates = new ArrayList<>();
  private final StringBuilder line = new StringBuilder();
  private int at;
  private int headlineAt = -1;

  /// @param at how far into the visible text
  record Line(String text, int at) {}

  /// An element whose names, in lower case, say what it is for.
  record Hint(Element element, String names, int at) {}

  private Scan(Outline outline, @Nullable Element headline, String site) {
    this.site = site;
    this.headline = headline;
    for (Element e = headline; e != null; e = e.parent()) kept.add(e);
    for (Element main : outline.mains())
      for (Element e = main; e != null && holders.add(e); e = e.parent()) {}
  }

  static Scan of(Outline outline, @Nullable Element headline, String site) {
    Scan scan = new Scan(outline, headline, site);
    outline.document().body().filter(scan);
    scan.flush();
    return scan;
  }

  List<Line> lines() {
    return lines;
  }

  List<Hint> authors() {
    return authors;
  }

  List<Hint> dates() {
    return dates;
  }

  /// How many characters lie between the headline and a place after it, negative before it; the
  /// place itself where the page has no headline.
  int behind(int at) {
    return headlineAt < 0 ? at : at - headlineAt;
  }

  @Override
  public FilterResult head(Node node, int depth) {
    if (node instanceof TextNode text) {
      append(text.getWholeText());
      return FilterResult.CONTINUE;
    }
    if (!(node instanceof Element element)) return FilterResult.CONTINUE;
    if ((headlineAt >= 0 && at - headlineAt > REACH) || lines.size() >= MOST_LINES)
      return FilterResult.STOP;
    if (element.equals(headline)) {
      flush();
      headlineAt = at;
      return FilterResult.SKIP_ENTIRELY;
    }
    String tag = element.normalName();
    boolean keep = tag.equals("body") || kept.contains(element);
    if (!keep && (SKIPPED.contains(tag) || (tag.equals("footer") && !inArticle(element))))
      return FilterResult.SKIP_ENTIRELY;
    if (breaks(element, tag)) flush();
    else if ((tag.equals("span") || tag.equals("a") || tag.equals("time")) && !line.isEmpty())
      space();
    if (element.attributesSize() == 0) return FilterResult.CONTINUE;
    String names = names(element);
    if (!keep && !names.isEmpty() && away(names) && !holders.contains(element))
      return FilterResult.SKIP_ENTIRELY;
    hint(element, tag, names);
    return FilterResult.CONTINUE;
  }

  @Override
  public FilterResult tail(Node node, int depth) {
    if (node instanceof Element element && breaks(element, element.normalName())) flush();
    return FilterResult.CONTINUE;
  }

  private void hint(Element element, String tag, String names) {
    if (authors.size() < MOST_HINTS && (contains(names, AUTHORS) || profile(element, tag)))
      authors.add(new Hint(element, names, at));
    if (dates.size() < MOST_HINTS && (tag.equals("time") || contains(names, DATES)))
      dates.add(new Hint(element, names, at));
  }

  private boolean profile(Element element, String tag) {
    if (!tag.equals("a")) return false;
    if (element.attr("rel").contains("author")) return true;
    String href = element.attr("href");
    return contains(href, PROFILES) && (href.startsWith("/") || href.contains(site));
  }

  private static boolean breaks(Element element, String tag) {
    return tag.equals("br") || element.isBlock();
  }

  private static String names(Element element) {
    String names = element.className();
    String id = element.id();
    String property = element.attr("itemprop");
    if (names.isEmpty() && id.isEmpty() && property.isEmpty()) return "";
    String all = " " + names + " " + id + " " + property + " ";
    return (all.length() > LONGEST_NAMES ? all.substring(0, LONGEST_NAMES) : all)
        .toLowerCase(Locale.ROOT);
  }

  private static boolean away(String names) {
    return contains(names, AWAY) && !names.contains("article-");
  }

  private static boolean contains(String names, String[] words) {
    for (String word : words) if (names.contains(word)) return true;
    return false;
  }

  private static boolean inArticle(Element element) {
    int up = 0;
    for (Element e = element.parent(); e != null && up < 20; e = e.parent(), up++)
      if (e.normalName().equals("article")) return true;
    return false;
  }

  private void append(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c == 0xA0) {
        space();
      } else {
        at++;
        if (line.length() <= LINE) line.append(c);
      }
    }
  }

  private void space() {
    int length = line.length();
    if (length > 0 && length <= LINE && line.charAt(length - 1) != ' ') line.append(' ');
  }

  private void flush() {
    if (line.length() > 1 && line.length() <= LINE && lines.size() < MOST_LINES) {
      String text = line.toString().strip();
      if (text.length() > 1) lines.add(new Line(text, at));
    }
    line.setLength(0);
  }
}
