package dev.revue.enrich.extract.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Drops what is left of the frame inside the main text: lists of links, stray labels, headings of
/// nothing.
final class Trim {
  private static final Set<String> LABELS =
      Set.of(
          "advertisement",
          "anzeige",
          "publicité",
          "publicidad",
          "pubblicità",
          "share",
          "share this",
          "share this article",
          "tweet",
          "facebook",
          "twitter",
          "pinterest",
          "email",
          "print",
          "whatsapp",
          "linkedin",
          "read more",
          "continue reading",
          "related articles",
          "related",
          "comments",
          "leave a comment",
          "leave a reply",
          "click here",
          "sign up",
          "subscribe",
          "copy link",
          "reply",
          "like",
          "save",
          "follow us",
          "most popular",
          "more",
          "menu",
          "home",
          "next",
          "previous",
          "back to top",
          "top",
          "close",
          "loading...",
          "loading",
          "story continues below advertisement",
          "skip to content",
          "skip to main content",
          "photo",
          "image",
          "video",
          "play",
          "watch",
          "ad");
  private static final String[] OPENINGS = {
    "read more:",
    "read also",
    "also read",
    "see also:",
    "related:",
    "copyright ©",
    "© ",
    "all rights reserved",
    "sign up for",
    "subscribe to",
    "follow us",
    "photo by",
    "photo:",
    "image:",
    "image credit",
    "filed under",
    "tags:",
    "posted in",
    "share this",
    "click here to",
    "lesen sie auch",
    "lire aussi",
    "leggi anche",
    "lea también",
    "lee también",
    "mehr zum thema",
    "(photo",
    "(image",
    "story continues below"
  };

  private static final double OPENING_SHARE = 0.2;
  private static final int OPENING = 12;
  private static final double LISTING_SHARE = 0.4;
  private static final double SPOKEN = 30;

  private Trim() {}

  /// @param pictured what pictures of the page are said to show: captions repeat it
  static List<Block> trim(List<Block> blocks, PageKind kind, Set<String> pictured) {
    List<Block> kept = new ArrayList<>();
    boolean listing = kind == PageKind.LIST || (kind != PageKind.ARTICLE && mostlyLinks(blocks));
    List<Block> once = Repeated.without(blocks, kind);
    boolean captioned = kind == PageKind.ARTICLE;
    for (int i = 0; i < once.size(); i++) {
      Block block = once.get(i);
      if (stray(block, listing)) continue;
      if (captioned && (Edges.caption(block, pictured) || Edges.pointer(once, i))) continue;
      kept.add(block);
    }
    boolean article = kind == PageKind.ARTICLE || (kind == PageKind.OTHER && prose(kept));
    return withoutLastHeading(
        article ? Edges.withoutClosing(Edges.withoutAway(withoutOpening(kept))) : kept);
  }

  /// True where the page is a list of links, which then are its content.
  private static boolean mostlyLinks(List<Block> blocks) {
    int links = 0;
    int all = 1;
    for (Block block : blocks) {
      if (block.linkDensity() > 0.8) links += block.text().length();
      all += block.text().length();
    }
    return links > LISTING_SHARE * all;
  }

  /// True where most of the text is paragraphs of prose.
  private static boolean prose(List<Block> blocks) {
    double prose = 0;
    int chars = 1;
    for (Block block : blocks) {
      if (block.kind() == Block.Kind.PARAGRAPH && block.text().length() > 120)
        prose += block.prose();
      chars += block.text().length();
    }
    return prose > 0.5 * chars && chars > 1_500;
  }

  /// Without headline, byline and date: what stands before the first paragraph is said elsewhere.
  private static List<Block> withoutOpening(List<Block> blocks) {
    int headline = -1;
    double before = 0;
    double all = 1;
    for (Block block : blocks) all += block.prose();
    for (int i = 0; i < blocks.size() && before < OPENING_SHARE * all; i++) {
      if (blocks.get(i).level() == 1) headline = i;
      before += blocks.get(i).prose();
    }
    int first = headline + 1;
    while (first < blocks.size()
        && first < headline + OPENING
        && blocks.get(first).prose() < SPOKEN
        && !blocks.get(first).heading()) first++;
    boolean lost = first == blocks.size() || first == headline + OPENING;
    return blocks.subList(lost ? headline + 1 : first, blocks.size());
  }

  private static boolean stray(Block block, boolean listing) {
    String text = block.text();
    if (letters(text) == 0 && text.length() < 4) return true;
    String lower = text.toLowerCase(Locale.ROOT).strip();
    if (LABELS.contains(lower)) return true;
    if (text.length() < 200)
      for (String opening : OPENINGS) if (lower.startsWith(opening)) return true;
    double links = block.linkDensity();
    return !listing && !block.heading() && links > 0.8 && text.length() < 200;
  }

  /// Letters, digits, and symbols such as stars.
  private static boolean told(char c) {
    return Character.isLetterOrDigit(c)
        || c > 0x2100
        || Character.getType(c) == Character.OTHER_NUMBER;
  }

  private static int letters(String text) {
    int n = 0;
    for (int i = 0; i < text.length(); i++) if (told(text.charAt(i))) n++;
    return n;
  }

  private static List<Block> withoutLastHeading(List<Block> blocks) {
    List<Block> out = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      boolean last = i + 1 == blocks.size();
      if (block.heading() && last && !out.isEmpty()) continue;
      out.add(block);
    }
    return out;
  }
}
