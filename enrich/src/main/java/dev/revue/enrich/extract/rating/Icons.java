package dev.revue.enrich.extract.rating;

import dev.revue.enrich.extract.rating.Mention.Form;
import dev.revue.enrich.extract.rating.Mention.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/// A row of icons that differ only in being full, half or empty: `<i class="full">` three times,
/// then two times `<i class="empty">`.
final class Icons {
  private static final Set<Integer> ROWS = Set.of(4, 5, 6, 10);
  private static final Set<String> TAGS =
      Set.of("i", "svg", "span", "img", "em", "b", "li", "div", "use", "ion-icon");
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
          "none",
          "far",
          "light",
          "dark",
          "leer",
          "vide",
          "vacia",
          "vuota");
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
          "yellow",
          "fas",
          "voll",
          "plein",
          "pleine",
          "llena",
          "piena");

  /// Names of where an icon stands in its row, which say nothing of what it shows.
  private static final Set<String> PLACES =
      Set.of("first", "last", "odd", "even", "alpha", "omega", "start", "end");

  private static final Set<String> HALF = Set.of("half", "halb", "demi", "mezza", "media");

  private Icons() {}

  /// What one icon shows; unmarked where its names do not tell.
  private enum Shown {
    FULL,
    HALF,
    EMPTY,
    UNMARKED
  }

  static @Nullable Mention row(Element parent) {
    int size = parent.childrenSize();
    if (!ROWS.contains(size)) return null;
    List<Element> icons = parent.children();
    String tag = icons.getFirst().normalName();
    if (!TAGS.contains(tag)) return null;
    List<Shown> shown = new ArrayList<>(size);
    for (Element icon : icons) {
      if (!icon.normalName().equals(tag) || written(icon)) return null;
      shown.add(shown(names(icon)));
    }
    Double filled = filled(shown);
    if (filled == null && (Widgets.has(parent.className(), Widgets.STARS) || starred(icons)))
      filled = drawn(icons);
    if (filled == null || filled == 0) return null;
    return Mention.scaled(
        Form.STARS, filled + " of " + size + " icons", filled, size, Scale.GLYPHS, 0, 0);
  }

  /// Text that is more than the symbol of an icon font or its name.
  private static boolean written(Element icon) {
    if (!icon.hasText()) return false;
    String text = icon.text();
    return !text.startsWith("star")
        && !(text.length() == 1 && Character.getType(text.charAt(0)) == Character.PRIVATE_USE);
  }

  private static Shown shown(String names) {
    if (Widgets.has(names, HALF)) return Shown.HALF;
    if (Widgets.has(names, EMPTY)) return Shown.EMPTY;
    return Widgets.has(names, FULL) ? Shown.FULL : Shown.UNMARKED;
  }

  /// Icons without a mark are full where the others are marked empty, empty where the others are
  /// marked full.
  private static @Nullable Double filled(List<Shown> shown) {
    if (!shown.contains(Shown.FULL) && !shown.contains(Shown.EMPTY) && !shown.contains(Shown.HALF))
      return null;
    boolean fullMarked = shown.contains(Shown.FULL) && !shown.contains(Shown.EMPTY);
    double filled = 0;
    boolean ended = false;
    for (Shown one : shown) {
      boolean full = one == Shown.FULL || (one == Shown.UNMARKED && !fullMarked);
      if (ended && (full || one == Shown.HALF)) return null;
      if (full) filled++;
      if (one == Shown.HALF) filled += 0.5;
      ended = !full;
    }
    return filled;
  }

  /// The first few alike, the rest alike and drawn otherwise: the first are full.
  private static @Nullable Double drawn(List<Element> icons) {
    String first = look(icons.getFirst());
    int same = 0;
    while (same < icons.size() && look(icons.get(same)).equals(first)) same++;
    if (same == icons.size()) return null;
    String rest = look(icons.get(same));
    for (int i = same + 1; i < icons.size(); i++) if (!look(icons.get(i)).equals(rest)) return null;
    return (double) same;
  }

  private static boolean starred(List<Element> icons) {
    String first = names(icons.getFirst()).toLowerCase(Locale.ROOT);
    return first.contains("star") || Widgets.has(first, Widgets.STARS);
  }

  private static String look(Element icon) {
    var out = new StringBuilder();
    for (String name : names(icon).split(" "))
      if (!Widgets.has(name, PLACES)) out.append(name).append(' ');
    out.append(' ').append(icon.attr("fill")).append(' ').append(icon.attr("style"));
    if (icon.childrenSize() > 0) {
      Element inner = icon.child(0);
      out.append(' ').append(inner.attr("fill")).append(' ').append(inner.attr("style"));
    }
    return out.toString();
  }

  private static String names(Element icon) {
    var out =
        new StringBuilder(icon.className())
            .append(' ')
            .append(icon.attr("data-icon"))
            .append(' ')
            .append(icon.attr("name"))
            .append(' ')
            .append(file(icon.attr("src")));
    String text = icon.ownText();
    if (text.length() > 1 && text.length() < 20) out.append(' ').append(text.replace('_', ' '));
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

  static String file(String address) {
    return address.substring(address.lastIndexOf('/') + 1);
  }
}
