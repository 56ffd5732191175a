package dev.revue.enrich.extract.content;

import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;

/// Tells the frame of a page (navigation, sharing, comments, advertising) from its content, by what
/// elements are and what their authors call them.
final class Frame {
  private static final Set<String> TAGS =
      words(
          """
          script style template iframe object embed svg canvas audio video nav footer
          button select input textarea dialog menu head title option datalist map
          """);
  private static final Set<String> ROLES =
      words(
          """
          navigation search banner contentinfo dialog alertdialog menu menubar complementary
          toolbar tooltip
          """);
  private static final Set<String> WORDS =
      words(
          """
          nav navbar navigation navi menu menus submenu megamenu footer sidebar breadcrumb
          breadcrumbs crumbs share sharing sharebar sharer social socials sociallinks addthis
          addtoany sharedaddy newsletter subscribe subscription signup cookie cookies consent gdpr
          popup modal overlay lightbox advert adverts advertisement ads adsense adslot adunit
          sponsor sponsored promo promos outbrain taboola related recommended recommendation
          recommendations recirc trending popular mostread pagination pager paging toolbar byline
          dateline timestamp authorbox tooltip login signin register search searchform skip
          skiplink copyright legal disclaimer noprint screenreader visuallyhidden teaser
          teasers yarpp jetpack crosslinks paywall swiper carousel dropdown offcanvas
          """);
  private static final Set<String> TALK =
      words(
          """
          comment comments commentlist respond disqus replies discussion livefyre kommentare
          kommentar commentaires comentarios commenti
          """);
  private static final String[] PHRASES = {
    "author-bio",
    "author-box",
    "author-info",
    "about-author",
    "post-tags",
    "entry-tags",
    "tag-list",
    "tags-links",
    "post-meta",
    "entry-meta",
    "article-meta",
    "post-nav",
    "read-more",
    "readmore",
    "more-stories",
    "more-from",
    "you-may",
    "also-like",
    "read-next",
    "up-next",
    "site-header",
    "page-header-nav",
    "sr-only",
    "screen-reader",
    "back-to-top",
    "table-of-contents",
    "print-only",
    "no-print",
    "entry-footer",
    "post-footer",
    "global-header",
    "masthead",
    "email-signup",
    "call-to-action",
    "post-author",
    "article-tags",
    "social-links",
    "wp-caption-text"
  };

  /// Windows that cover a page: the frame even where the page itself is short.
  private static final Set<String> STRONG =
      words(
          "cookie cookies consent gdpr modal popup newsletter breadcrumb breadcrumbs pagination megamenu lightbox outbrain taboola dialog");

  private static final Set<String> CONSENT =
      words("cookie cookies consent gdpr onetrust cookiebot");
  private static final Set<String> PROSE =
      Set.of("article", "p", "blockquote", "pre", "h1", "h2", "h3");

  private Frame() {}

  private static Set<String> words(String list) {
    return Set.of(list.strip().split("\\s+"));
  }

  /// True where the element and all that is in it belongs to the frame, whatever its size.
  static boolean never(Element element) {
    return TAGS.contains(element.normalName());
  }

  /// True where form and names suggest the frame; a large part of the page cannot be it, whatever
  /// its name.
  static boolean suspect(Element element) {
    String name = element.normalName();
    if (name.equals("body") || name.equals("html") || name.equals("main")) return false;
    if (name.equals("aside") || name.equals("noscript") || name.equals("figcaption")) return true;
    if (element.attributesSize() == 0 || PROSE.contains(name)) return false;
    if (element.hasAttr("hidden") || element.attr("aria-hidden").equals("true")) return true;
    if (ROLES.contains(element.attr("role")) || hidden(element.attr("style"))) return true;
    return named(element.className()) || named(element.id());
  }

  /// True where the names leave no doubt.
  static boolean surely(Element element) {
    return suspect(element) && (words(element.className(), STRONG) || words(element.id(), STRONG));
  }

  /// True of the windows that ask for consent, which often say more than a short page does.
  static boolean consent(Element element) {
    if (element.normalName().equals("body") || element.normalName().equals("html")) return false;
    return words(element.className(), CONSENT) || words(element.id(), CONSENT);
  }

  /// True of what readers write below a page.
  static boolean talk(Element element) {
    String name = element.normalName();
    if (name.equals("body") || name.equals("html") || element.attributesSize() == 0) return false;
    return words(element.className() + " " + element.id(), TALK);
  }

  private static boolean named(String names) {
    if (names.isEmpty()) return false;
    if (words(names, WORDS)) return true;
    String lower = names.toLowerCase(Locale.ROOT).replace('_', '-');
    for (String phrase : PHRASES) if (lower.contains(phrase)) return true;
    return false;
  }

  private static boolean hidden(String style) {
    String lower = style.toLowerCase(Locale.ROOT).replace(" ", "");
    return lower.contains("display:none") || lower.contains("visibility:hidden");
  }

  /// True where one of the words that names are made of (`postShare`, `post-share`, `post_share`)
  /// is among `set`.
  private static boolean words(String names, Set<String> set) {
    int start = 0;
    int limit = Math.min(names.length(), 400);
    for (int i = 0; i <= limit; i++) {
      boolean end = i == limit || !Character.isLetter(names.charAt(i));
      boolean hump =
          !end
              && i > start
              && Character.isUpperCase(names.charAt(i))
              && Character.isLowerCase(names.charAt(i - 1));
      if (!end && !hump) continue;
      if (i > start && set.contains(names.substring(start, i).toLowerCase(Locale.ROOT)))
        return true;
      start = end ? i + 1 : i;
    }
    return false;
  }
}
