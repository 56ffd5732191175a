package dev.revue.ingest.discover;

import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/// Tells from its class, label or words whether a link leads to more of the list that it is on, for
/// pages that leave `rel=next` out.
final class NextLink {
  private static final int LONGEST = 30;
  private static final Set<String> CLASSES =
      Set.of(
          "next",
          "next-page",
          "nextpage",
          "next_page",
          "next-posts",
          "nextpostslink",
          "pagination-next",
          "pagination__next",
          "pager-next",
          "pager__item--next",
          "load-more",
          "loadmore",
          "load_more",
          "show-more",
          "older-posts",
          "infinite-next");
  private static final Set<String> WORDS =
      Set.of(
          "next",
          "next page",
          "next »",
          "next ›",
          "next →",
          "next >",
          "older",
          "older posts",
          "older entries",
          "older reviews",
          "← older posts",
          "« older entries",
          "load more",
          "load more reviews",
          "show more",
          "show more reviews",
          "more reviews",
          "nächste seite",
          "weiter",
          "ältere beiträge",
          "mehr laden",
          "page suivante",
          "suivant",
          "voir plus",
          "siguiente",
          "página siguiente",
          "ver más",
          "successiva",
          "pagina successiva",
          "volgende",
          "próxima",
          "nästa",
          "次へ",
          "次のページ",
          "下一页",
          "다음");

  private NextLink() {}

  static boolean is(Element link) {
    if (link.hasAttr("class")
        && link.classNames().stream().map(NextLink::plain).anyMatch(CLASSES::contains)) return true;
    return words(link.attr("aria-label")) || words(onlyText(link));
  }

  private static boolean words(String text) {
    return !text.isEmpty() && text.length() <= LONGEST && WORDS.contains(plain(text));
  }

  /// What stands in it where nothing else does; to put together more costs more than it tells.
  private static String onlyText(Element link) {
    if (link.childNodeSize() != 1) return "";
    Node inner = link.childNode(0);
    if (inner instanceof Element element && element.childNodeSize() == 1) {
      inner = element.childNode(0); // a span, or what else makes it look like a button
    }
    return inner instanceof TextNode text ? text.getWholeText() : "";
  }

  private static String plain(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
