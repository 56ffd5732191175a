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

  private Trim() {}

  static List<Block> trim(List<Block> blocks) {
    List<Block> kept = new ArrayList<>();
    for (Block block : blocks) if (!stray(block)) kept.add(block);
    return withoutEmptyHeadings(kept);
  }

  private static boolean stray(Block block) {
    String text = block.text();
    if (letters(text) == 0 && text.length() < 4) return true;
    String lower = text.toLowerCase(Locale.ROOT).strip();
    if (LABELS.contains(lower)) return true;
    if (text.length() < 200)
      for (String opening : OPENINGS) if (lower.startsWith(opening)) return true;
    double links = block.linkDensity();
    return !block.heading() && links > 0.8 && text.length() < 200;
  }

  private static int letters(String text) {
    int n = 0;
    for (int i = 0; i < text.length(); i++) if (Character.isLetterOrDigit(text.charAt(i))) n++;
    return n;
  }

  private static List<Block> withoutEmptyHeadings(List<Block> blocks) {
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
