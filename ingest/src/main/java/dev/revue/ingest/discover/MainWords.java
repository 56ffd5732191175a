package dev.revue.ingest.discover;

import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/// The words that make a page this page and no other, as far as one walk over it can tell: not what
/// all pages of its site share, nor what differs between copies of it.
final class MainWords {
  private static final Set<String> ELSEWHERE =
      Set.of(
          "head",
          "script",
          "style",
          "noscript",
          "template",
          "nav",
          "footer",
          "aside",
          "form",
          "iframe",
          "svg",
          "button",
          "select",
          "textarea",
          "dialog",
          "time",
          "ins",
          "a");

  private static final Set<String> BLOCKS =
      Set.of("div", "section", "ul", "ol", "aside", "p", "span");

  /// How classes and ids begin of what is not the page's own.
  private static final String[] MARKED = {
    "comment",
    "disqus",
    "respond",
    "related",
    "sidebar",
    "share",
    "social",
    "advert",
    "ads",
    "ad-",
    "promo",
    "sponsor",
    "newsletter",
    "cookie",
    "breadcrumb",
    "menu",
    "nav"
  };

  private MainWords() {}

  /// The fingerprint of the page's own words; 0 where they are few.
  static long fingerprint(Document document) {
    var simhash = new Simhash();
    NodeFilter walk =
        (node, depth) -> {
          if (node instanceof TextNode text) {
            simhash.add(text.getWholeText());
            return NodeFilter.FilterResult.CONTINUE;
          }
          boolean skip = node instanceof Element element && elsewhere(element);
          return skip ? NodeFilter.FilterResult.SKIP_ENTIRELY : NodeFilter.FilterResult.CONTINUE;
        };
    document.body().filter(walk);
    return simhash.value();
  }

  private static boolean elsewhere(Element element) {
    String name = element.normalName();
    if (ELSEWHERE.contains(name)) return true;
    // An article's own header has its title; the site's has its name and menu.
    if (name.equals("header")) return !within(element, "article") && !within(element, "main");
    return BLOCKS.contains(name) && (marked(element.attr("class")) || marked(element.attr("id")));
  }

  private static boolean within(Element element, String name) {
    for (Node node = element.parent(); node != null; node = node.parent()) {
      if (node.normalName().equals(name)) return true;
    }
    return false;
  }

  private static boolean marked(String names) {
    boolean begins = true;
    for (int i = 0; i < names.length(); i++) {
      if (begins && markedAt(names, i)) return true;
      begins = Character.isWhitespace(names.charAt(i));
    }
    return false;
  }

  private static boolean markedAt(String names, int at) {
    for (String mark : MARKED) {
      if (names.regionMatches(true, at, mark, 0, mark.length())) return true;
    }
    return false;
  }
}
