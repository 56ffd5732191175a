package dev.revue.enrich.extract.byline;

import dev.revue.enrich.extract.markup.Texts;
import dev.revue.enrich.extract.text.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;

/// What stands in short lines around the headline: bylines and dates without a name in the mark-up.
final class Near {
  private static final int BEFORE = 25;
  private static final int AFTER = 90;
  private static final int LINE = 120;
  private static final double BYLINE = 0.6;
  private static final double DATE = 0.55;
  private static final Set<String> SKIPPED =
      Set.of("script", "style", "svg", "nav", "aside", "button", "option", "li");
  private static final List<String> BY =
      List.of(
          "by ",
          "written by",
          "by:",
          "author:",
          "posted by",
          "von ",
          "par ",
          "por ",
          "words by",
          "reviewed by",
          "autor:",
          "text:");

  private Near() {}

  /// The short lines around a headline, in page order.
  static List<String> lines(Element body, Element headline) {
    List<Element> all = body.getAllElements();
    int at = all.indexOf(headline);
    List<String> out = new ArrayList<>();
    int end = at < 0 ? 0 : Math.min(all.size(), at + AFTER);
    for (int i = Math.max(0, at - BEFORE); i < end; i++) {
      Element element = all.get(i);
      if (element.equals(headline) || SKIPPED.contains(element.normalName()) || !element.hasText())
        continue;
      String own = element.ownText();
      if (own.isBlank() || own.length() > LINE) continue;
      String text = Texts.of(element, LINE + 1);
      if (text.length() <= LINE) out.add(text);
    }
    return out;
  }

  static void authors(List<Candidate<List<String>>> all, List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String lower = line.toLowerCase(Locale.ROOT);
      for (String by : BY) {
        if (!lower.startsWith(by.strip())) continue;
        boolean label = lower.length() <= by.length() + 1;
        String name =
            label && i + 1 < lines.size()
                ? lines.get(i + 1)
                : lower.startsWith(by) ? line.substring(by.length()) : "";
        List<String> names = Authors.names(List.of(untilDate(name)));
        if (names.isEmpty() || !person(names.getFirst())) continue;
        all.add(new Candidate<>(names, BYLINE, "dom", line));
        return;
      }
    }
  }

  static void dates(List<Candidate<String>> all, List<String> lines) {
    for (String line : lines) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.contains("updated") && !lower.contains("published") && !lower.contains("posted"))
        continue;
      String iso = line.length() <= 80 ? Dates.iso(line) : null;
      if (iso == null) continue;
      all.add(new Candidate<>(iso, DATE, "dom", line));
      return;
    }
  }

  private static boolean person(String name) {
    int words = name.split(" ").length;
    return words >= 2
        && words <= 4
        && Character.isUpperCase(name.codePointAt(0))
        && name.chars().noneMatch(Character::isDigit);
  }

  private static String untilDate(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isDigit(c) || c == '|' || c == '•' || c == '·' || c == '(')
        return text.substring(0, i);
    }
    int on = text.indexOf(" on ");
    return on > 0 ? text.substring(0, on) : text;
  }
}
