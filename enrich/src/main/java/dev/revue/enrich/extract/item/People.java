package dev.revue.enrich.extract.item;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Directors and cast as the prose of a review names them.
final class People {
  private static final String[] DIRECTED = {
    "directed by ",
    "director ",
    "filmmaker ",
    "regie führte ",
    "regie: ",
    "regisseur ",
    "regisseurin ",
    "réalisé par ",
    "réalisateur ",
    "dirigida por ",
    "diretto da ",
    "directed and written by ",
    "written and directed by "
  };
  private static final String[] STARRING = {
    "starring ",
    "featuring ",
    "stars ",
    "cast: ",
    "with: ",
    "avec ",
    "mit: ",
    "in the lead role ",
    "darsteller: "
  };
  private static final Set<String> PARTICLES =
      Set.of(
          "de", "la", "van", "von", "der", "del", "di", "da", "du", "le", "den", "ten", "bin", "al",
          "el", "dos", "st.");
  private static final Set<String> JOINS = Set.of("and", "und", "et", "y", "e", "&");
  private static final int LONGEST = 120;

  private People() {}

  static List<String> directors(String text) {
    return after(text, DIRECTED, 3);
  }

  static List<String> cast(String text) {
    return after(text, STARRING, 6);
  }

  private static List<String> after(String text, String[] cues, int most) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.length() != text.length()) return List.of();
    Set<String> out = new LinkedHashSet<>();
    for (String cue : cues) {
      int hits = 0;
      for (int at = lower.indexOf(cue);
          at >= 0 && out.size() < most && hits < 10;
          at = lower.indexOf(cue, at + 1), hits++) {
        if (at > 0 && Character.isLetter(lower.charAt(at - 1))) continue;
        int start = at + cue.length();
        for (String name : names(text.substring(start, Math.min(text.length(), start + LONGEST))))
          if (out.size() < most) out.add(name);
      }
    }
    return List.copyOf(out);
  }

  /// `Ana Bell, Cid de Vries and Eva Frey in …` → the three names; single words are no names.
  static List<String> names(String text) {
    List<String> out = new ArrayList<>();
    List<String> name = new ArrayList<>();
    for (String word : text.split(" +")) {
      boolean comma = word.endsWith(",");
      boolean stop =
          (word.endsWith(".") && word.length() > 2)
              || word.endsWith(";")
              || word.endsWith(")")
              || word.endsWith(":");
      String bare = strip(word);
      if (bare.isEmpty()) break;
      boolean upper = Character.isUpperCase(bare.codePointAt(0));
      if (upper) {
        name.add(bare);
      } else if (JOINS.contains(bare)) {
        close(out, name);
        if (out.isEmpty()) break;
      } else if (PARTICLES.contains(bare) && !name.isEmpty()) {
        name.add(bare);
      } else {
        break;
      }
      if (possessive(word)) break;
      if (comma) close(out, name);
      if (stop) break;
    }
    close(out, name);
    return out;
  }

  private static boolean possessive(String word) {
    return word.endsWith("’s") || word.endsWith("'s");
  }

  private static void close(List<String> out, List<String> name) {
    if (name.size() >= 2 && name.size() <= 5) out.add(String.join(" ", name));
    name.clear();
  }

  private static String strip(String word) {
    String out = possessive(word) ? word.substring(0, word.length() - 2) : word;
    int end = out.length();
    while (end > 0 && ",;:)!?”\"".indexOf(out.charAt(end - 1)) >= 0) end--;
    if (end > 2 && out.charAt(end - 1) == '.') end--;
    return out.substring(0, end);
  }
}
