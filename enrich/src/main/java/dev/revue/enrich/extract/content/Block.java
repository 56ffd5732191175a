package dev.revue.enrich.extract.content;

import org.jsoup.nodes.Element;

/// One piece of text that a reader sees as a unit: a paragraph, a heading, an entry of a list, a
/// cell.
///
/// @param at the element that holds it
/// @param place the number of that element in the page's outline
/// @param linkChars how much of it is text of links
/// @param prose how much it looks like written prose: 0 of menus, about its length of a paragraph
public record Block(Element at, int place, Kind kind, String text, int linkChars, double prose) {
  public enum Kind {
    PARAGRAPH,
    HEADING,
    ENTRY,
    QUOTE,
    CODE,
    CELL
  }

  static Block of(Element at, int place, Kind kind, String text, int linkChars) {
    return new Block(at, place, kind, text, linkChars, Prose.weight(kind, text, linkChars));
  }

  public boolean heading() {
    return kind == Kind.HEADING;
  }

  /// 1 to 6 of a heading, 0 of any other block.
  public int level() {
    String name = at.normalName();
    return heading() && name.length() == 2 && name.charAt(0) == 'h' ? name.charAt(1) - '0' : 0;
  }

  public double linkDensity() {
    return text.isEmpty() ? 1 : (double) linkChars / text.length();
  }
}
