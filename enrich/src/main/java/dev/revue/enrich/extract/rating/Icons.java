package dev.revue.enrich.extract.rating;

import dev.revue.enrich.extract.rating.Mention.Form;
import dev.revue.enrich.extract.rating.Mention.Scale;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/// A row of icons that differ only in being full, half or empty: `<i class="full">` three times,
/// then two times `<i class="empty">`.
final class Icons {
  private static final Set<Integer> ROWS = Set.of(4, 5, 6, 10);
  private static final Set<String> TAGS =
      Set.of("i", "svg", "span", "img", "em", "b", "li", "div", "use");
  private static final Set<String> EMPTY =
      Set.of(
          "empty",
          "o",
          "off",
          "outline",
          "inactive",
          "grey",
          "gray",
          "blank",
          "unfilled",
          "regular",
          "0",
          "border",
          "disabled",
          "hollow",
          "none");
  private static final Set<String> FULL =
      Set.of(
          "full",
          "fill",
          "filled",
          "on",
          "active",
          "solid",
          "checked",
          "gold",
          "selected",
          "whole",
          "yellow");
  private static final Set<String> HALF = Set.of("half", "halb", "demi", "mezza");

  private Icons() {}

  static @Nullable Mention row(Element parent) {
    List<Element> icons = parent.children();
    if (!ROWS.contains(icons.size())) return null;
    String tag = icons.getFirst().normalName();
    if (!TAGS.contains(tag)) return null;
    double filled = 0;
    int told = 0;
    boolean ended = false;
    for (Element icon : icons) {
      if (!icon.normalName().equals(tag) || icon.hasText()) return null;
      String names = names(icon);
      boolean half = Widgets.has(names, HALF);
      boolean empty = !half && Widgets.has(names, EMPTY);
      boolean full = !half && !empty;
      if (half || empty || Widgets.has(names, FULL)) told++;
      if (ended && (full || half)) return null;
      if (full) filled++;
      if (half) filled += 0.5;
      ended = half || empty;
    }
    if (told == 0 || filled == 0) return null;
    return Mention.scaled(
        Form.STARS,
        filled + " of " + icons.size() + " icons",
        filled,
        icons.size(),
        Scale.GLYPHS,
        0,
        0);
  }

  private static String names(Element icon) {
    var out =
        new StringBuilder(icon.className())
            .append(' ')
            .append(icon.attr("data-icon"))
            .append(' ')
            .append(file(icon.attr("src")));
    for (Element inner : icon.children()) {
      out.append(' ')
          .append(inner.className())
          .append(' ')
          .append(file(inner.attr("src")))
          .append(' ')
          .append(inner.attr("href"))
          .append(inner.attr("xlink:href"));
    }
    return out.toString();
  }

  private static String file(String address) {
    return address.substring(address.lastIndexOf('/') + 1);
  }
}
