package dev.revue.enrich.extract.content;

import org.jsoup.nodes.Element;

/// One piece of text that a reader sees as a unit: a paragraph, a heading, an entry of a list, a
/// cell.
///
/// @param at the element that holds it
/// @param linkChars how much of it is text of links
/// @param order position on the page
public record Block(Element at, Kind kind, String text, int linkChars, int order) {
  public enum Kind {
    PARAGRAPH,
    HEADING,
    ENTRY,
    QUOTE,
    CODE,
    CELL
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
