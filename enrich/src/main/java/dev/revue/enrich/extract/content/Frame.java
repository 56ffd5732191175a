package dev.revue.enrich.extract.content;

import dev.revue.enrich.extract.outline.NameWords;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Attributes;
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
  private static final int NAMED = 1;
  private static final int TALK = 2;
  private static final int STRONG = 4;
  private static final int CONSENT = 8;
  private static final int SHAPED = 16;
  private static final NameWords NAMES =
      new NameWords()
          .with(
              NAMED,
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
              """)
          .with(
              NAMED,
              """
              author-bio author-box author-info about-author post-tags entry-tags tag-list
              tags-links post-meta entry-meta article-meta post-nav read-more readmore more-stories
              more-from you-may also-like read-next up-next site-header page-header sr-only
              screen-reader to-top of-contents print-only no-print entry-footer post-footer
              global-header masthead email-signup to-action post-author article-tags social-links
              caption-text
              """)
          .with(
              TALK,
              """
              comment comments commentlist respond disqus replies discussion livefyre kommentare
              kommentar commentaires comentarios commenti
              """)
          // Windows that cover a page: the frame even where the page itself is short.
          .with(
              STRONG,
              """
              cookie cookies consent gdpr modal popup newsletter breadcrumb breadcrumbs pagination
              megamenu lightbox outbrain taboola dialog
              """)
          .with(CONSENT, "cookie cookies consent gdpr onetrust cookiebot");
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

  /// What form and names of an element tell, for the questions below.
  static int signs(Element element) {
    String name = element.normalName();
    if (name.equals("main") || name.equals("body") || name.equals("html")) return 0;
    boolean aside = name.equals("aside") || name.equals("noscript") || name.equals("figcaption");
    if (element.attributesSize() == 0) return aside ? SHAPED : 0;
    Attributes attributes = element.attributes();
    int signs = NAMES.kinds(attributes.get("class")) | NAMES.kinds(attributes.get("id"));
    if (aside) return signs | SHAPED;
    if (PROSE.contains(name)) return signs & ~(NAMED | STRONG);
    boolean shaped =
        attributes.hasKey("hidden")
            || attributes.get("aria-hidden").equals("true")
            || ROLES.contains(attributes.get("role"))
            || hidden(attributes.get("style"));
    return shaped ? signs | SHAPED : signs;
  }

  /// True where form and names suggest the frame; a large part of the page cannot be it, whatever
  /// its name.
  static boolean suspect(int signs) {
    return (signs & (NAMED | SHAPED)) != 0;
  }

  /// True where the names leave no doubt.
  static boolean surely(int signs) {
    return suspect(signs) && (signs & STRONG) != 0;
  }

  /// True of the windows that ask for consent, which often say more than a short page does.
  static boolean consent(int signs) {
    return (signs & CONSENT) != 0;
  }

  /// True of what readers write below a page.
  static boolean talk(int signs) {
    return (signs & TALK) != 0;
  }

  private static boolean hidden(String style) {
    if (style.isEmpty()) return false;
    String lower = style.toLowerCase(Locale.ROOT).replace(" ", "");
    return lower.contains("display:none") || lower.contains("visibility:hidden");
  }
}
