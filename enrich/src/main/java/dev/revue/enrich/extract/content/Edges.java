package dev.revue.enrich.extract.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What stands in and below an article without being part of it: captions, pointers to other
/// articles, how to reach and follow the writer.
final class Edges {
  private static final int SHORTEST_CAPTION = 30;
  private static final int LONGEST_CAPTION = 500;
  private static final int CREDIT = 90;
  private static final int LONGEST_CLOSING = 330;
  private static final int BARE = 70;
  private static final int MOST_CLOSING = 6;
  private static final double SPOKEN = 30;
  private static final String[] CREDITS = {
    "photo",
    "credit",
    "getty",
    "courtesy",
    "image",
    "picture",
    "reuters",
    "(ap ",
    "afp",
    "shutterstock",
    "foto",
    "bild:",
    "crédit",
    "©",
    "nasa",
    "istock"
  };
  private static final String[] CLOSINGS = {
    "newsletter",
    "if you enjoyed this",
    "if you liked this",
    "subscribe",
    "sign up",
    "sign-up",
    "inbox",
    "follow us",
    "follow him",
    "follow her",
    "follow me",
    "follow them",
    "on twitter",
    "on facebook",
    "on instagram",
    "reach the reporter",
    "write to ",
    "reporting by",
    "have a tip",
    "contact the author",
    "originally appeared",
    "originally published",
    "all rights reserved",
    "this article was",
    "this story was",
    "abonnieren",
    "abonnez",
    "suscríbete",
    "iscriviti",
    "folgen sie",
    "suivez"
  };

  private static final String[] AWAY = {
    "about the author",
    "about the reviewer",
    "about author",
    "about the writer",
    "related post",
    "related article",
    "related stor",
    "related read",
    "related content",
    "related news",
    "related topic",
    "related resources",
    "recommended for you",
    "recommended read",
    "more from",
    "more great",
    "more news",
    "more articles",
    "more stories",
    "more in ",
    "more on ",
    "you may also",
    "you might also",
    "read next",
    "up next",
    "read this next",
    "latest news",
    "latest posts",
    "latest articles",
    "recent posts",
    "recent articles",
    "popular posts",
    "most read",
    "most popular",
    "featured articles",
    "trending",
    "share this",
    "leave a comment",
    "leave a reply",
    "join the conversation",
    "stay up to date",
    "keep reading",
    "editor's picks",
    "editors' picks",
    "über den autor",
    "über die autorin",
    "das könnte",
    "mehr zum thema",
    "ähnliche artikel",
    "à lire aussi",
    "lire aussi",
    "sur le même sujet",
    "articles similaires",
    "à propos de l",
    "te puede interesar",
    "también te puede",
    "artículos relacionados",
    "sobre el autor",
    "leggi anche",
    "potrebbe interessarti",
    "articoli correlati",
    "leia também",
    "artigos relacionados",
    "lees ook",
    "läs också",
    "les også",
    "læs også",
    "lue myös",
    "czytaj także",
    "mohlo by vás"
  };
  private static final int LONGEST_LABEL = 60;
  private static final double LATE = 0.6;

  private Edges() {}

  /// True of text that repeats what a picture is said to show, or ends with whose picture it is.
  static boolean caption(Block block, Set<String> pictured) {
    String text = block.text();
    if (block.heading() || text.length() < SHORTEST_CAPTION || text.length() > LONGEST_CAPTION)
      return false;
    if (pictured.contains(text)) return true;
    int open = text.lastIndexOf('(');
    if (open < 0 || !text.endsWith(")") || text.length() - open > CREDIT) return false;
    return has(text.substring(open).toLowerCase(Locale.ROOT), CREDITS);
  }

  /// True of a headline that is a link and has no text below it.
  static boolean pointer(List<Block> blocks, int i) {
    Block block = blocks.get(i);
    if (!block.heading() || block.linkDensity() < 0.9 || block.level() == 1) return false;
    return i + 1 >= blocks.size() || blocks.get(i + 1).prose() < SPOKEN;
  }

  /// Without the lines at the end that ask to write, follow and subscribe.
  static List<Block> withoutClosing(List<Block> blocks) {
    int end = blocks.size();
    for (int i = end - 1; i >= Math.max(1, blocks.size() - MOST_CLOSING); i--) {
      Block block = blocks.get(i);
      if (closing(block)) end = i;
      else if (block.prose() >= SPOKEN) break;
    }
    return blocks.subList(0, end);
  }

  private static boolean closing(Block block) {
    String text = block.text();
    if (text.length() > LONGEST_CLOSING) return false;
    // The rating may stand in the last line, whatever else does.
    if (text.indexOf('★') >= 0 || text.indexOf('⭐') >= 0 || fraction(text)) return false;
    String lower = text.toLowerCase(Locale.ROOT);
    return (text.length() <= BARE && address(text))
        || lower.startsWith("follow ")
        || has(lower, CLOSINGS);
  }

  /// Without sections that lead away (`Related posts`, `About the author`) and without the cards of
  /// other articles below.
  static List<Block> withoutAway(List<Block> blocks) {
    double all = 1;
    for (Block block : blocks) all += block.prose();
    List<Block> out = new ArrayList<>();
    int leaving = 0;
    double read = 0;
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      read += block.prose();
      if (leaving > 0 && block.heading() && block.level() <= leaving && block.linkDensity() < 0.9)
        leaving = 0;
      if (leaving == 0 && read >= LATE * all && away(block))
        leaving = block.heading() ? block.level() : 6;
      if (leaving == 0) out.add(block);
    }
    return out;
  }

  private static boolean away(Block block) {
    String text = block.text();
    if (text.length() > LONGEST_LABEL) return false;
    String lower = text.toLowerCase(Locale.ROOT);
    for (String label : AWAY) if (lower.startsWith(label)) return true;
    return false;
  }

  private static boolean fraction(String text) {
    for (int i = 1; i + 1 < text.length(); i++) {
      boolean slash = text.charAt(i) == '/';
      if (slash && Character.isDigit(text.charAt(i + 1))) return true;
    }
    return false;
  }

  /// An e-mail address.
  private static boolean address(String text) {
    int at = text.indexOf('@');
    if (at <= 0 || at + 1 >= text.length() || !Character.isLetterOrDigit(text.charAt(at - 1)))
      return false;
    int dot = text.indexOf('.', at);
    int space = text.indexOf(' ', at);
    return dot > at && (space < 0 || dot < space);
  }

  private static boolean has(String text, String[] parts) {
    for (String part : parts) if (text.contains(part)) return true;
    return false;
  }
}
