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
  private static final int SLUG = 4;
  private static final int NAMED = 1;
  private static final int TALK = 2;
  private static final int STRONG = 4;
  private static final int CONSENT = 8;
  private static final int SHAPED = 16;
  private static final int HIDDEN = 32;
  private static final int SLIDE = 64;
  private static final int OPENS = 128;
  private static final int KEPT = 256;
  private static final int POSTER = 512;
  private static final int SALES = 1024;
  private static final int CAPTION = 2048;
  private static final NameWords NAMES =
      new NameWords()
          .with(
              NAMED,
              """
              nav navbar navigation navi menu menus submenu megamenu footer sidebar breadcrumb
              breadcrumbs crumbs share sharing sharebar sharer social socials sociallinks addthis
              addtoany sharedaddy newsletter subscribe subscription signup cookie cookies consent
              gdpr popup modal overlay lightbox advert adverts advertisement ads adsense adslot
              adunit adblock adblocker sponsor sponsored promo promos outbrain taboola related
              recommended recommendation recommendations recirc trending popular mostread pagination
              pager paging toolbar byline dateline timestamp authorbox tooltip login signin register
              search searchform skip skiplink copyright legal disclaimer noprint screenreader
              visuallyhidden cta yarpp jetpack crosslinks paywall dropdown offcanvas
              """)
          .with(
              NAMED,
              """
              author-bio author-box author-info about-author post-tags entry-tags tag-list
              tags-links post-meta entry-meta article-meta post-nav read-more readmore more-stories
              more-from you-may also-like read-next up-next site-header page-header sr-only
              screen-reader to-top of-contents print-only no-print entry-footer post-footer
              global-header masthead email-signup to-action post-author article-tags social-links
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
          .with(CONSENT, "cookie cookies consent gdpr onetrust cookiebot")
          // Rows of cards: another page's beside an article, the content of a page that leads on.
          .with(SLIDE, "swiper carousel slick flickity teaser teasers")
          // What a click opens is content, though hidden until then.
          .with(
              OPENS,
              """
              accordion accordions collapse collapsed collapsible tab tabs tabpanel tabbed faq faqs
              answer toggle expand expandable expander truncated spoiler
              """)
          // What forums print beside every post.
          .with(
              POSTER,
              """
              signature postprofile cell-user user-details message-attribution message-actions message-foot
              message-footer userinfo user-info post-meta comment-meta author-pane reactions postfoot
              post-buttons citation threadtools
              """)
          // What shops print around every product.
          .with(
              SALES,
              """
              reviews testimonials testimonial upsell upsells cross-sell cross-sells crosssell
              add-ons minicart cart-drawer bought-together recently-viewed customers-also compare
              comparison wishlist returns size-guide trustpilot yotpo bazaarvoice judgeme stamped
              loox okendo
              """)
          .with(CAPTION, "caption captions credit credits photocredit caption-text")
          // A name of the layout that only mentions what stands beside it.
          .with(
              KEPT,
              """
              content-sidebar has-sidebar with-sidebar no-sidebar without-sidebar sidebar-content
              embed tweet quote content-toggle toggle-body
              """);
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
    String id = attributes.get("id");
    int signs = NAMES.kinds(attributes.get("class")) | (slug(id) ? 0 : NAMES.kinds(id));
    if (aside) signs |= SHAPED;
    else if (PROSE.contains(name)) return signs & ~(NAMED | STRONG | SLIDE);
    String role = attributes.get("role");
    if (ROLES.contains(role)) signs |= SHAPED;
    if (role.equals("tabpanel") || role.equals("region")) signs |= OPENS;
    boolean hidden =
        attributes.hasKey("hidden")
            || attributes.get("aria-hidden").equals("true")
            || hidden(attributes.get("style"));
    return hidden ? signs | HIDDEN : signs;
  }

  /// True where form and names suggest the frame; a large part of the page cannot be it, whatever
  /// its name.
  static boolean suspect(int signs, PageKind kind) {
    if ((signs & SHAPED) != 0 && (signs & KEPT) == 0) return true;
    if ((signs & NAMED) != 0 && (signs & KEPT) == 0) return true;
    if ((signs & SLIDE) != 0 && (kind == PageKind.ARTICLE || kind == PageKind.PRODUCT)) return true;
    if ((signs & POSTER) != 0 && kind == PageKind.FORUM) return true;
    if ((signs & SALES) != 0 && kind == PageKind.PRODUCT) return true;
    return (signs & HIDDEN) != 0 && (signs & OPENS) == 0;
  }

  /// True of what stands below a picture.
  static boolean caption(int signs) {
    return (signs & CAPTION) != 0;
  }

  /// True where the names leave no doubt.
  static boolean surely(int signs) {
    return (signs & STRONG) != 0;
  }

  /// True of the windows that ask for consent, which often say more than a short page does.
  static boolean consent(int signs) {
    return (signs & CONSENT) != 0;
  }

  /// True of what readers write below a page.
  static boolean talk(int signs) {
    return (signs & TALK) != 0;
  }

  /// True of an id that is a heading's text (`how-to-share-a-menu`) rather than a name.
  private static boolean slug(String id) {
    int words = 1;
    for (int i = 0; i < id.length(); i++) if (id.charAt(i) == '-' || id.charAt(i) == '_') words++;
    return words > SLUG;
  }

  private static boolean hidden(String style) {
    if (style.isEmpty()) return false;
    return style.toLowerCase(Locale.ROOT).replace(" ", "").contains("display:none");
  }
}
