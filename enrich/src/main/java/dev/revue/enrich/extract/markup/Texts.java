package dev.revue.enrich.extract.markup;

import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/// Visible text of a part of a page, with a limit so that nested parts cannot multiply the work.
public final class Texts {
  private Texts() {}

  /// At most about `limit` characters of an element's text, spaces normalised; blocks are set apart
  /// by a space.
  public static String of(Element element, int limit) {
    var out = new StringBuilder();
    element.filter(
        new NodeFilter() {
          @Override
          public FilterResult head(Node node, int depth) {
            if (out.length() >= limit) return FilterResult.STOP;
            if (node instanceof TextNode text) append(out, text.getWholeText(), limit);
            else if (node instanceof Element e) {
              if (e.isBlock() || e.normalName().equals("br")) space(out);
              if (e.normalName().equals("script") || e.normalName().equals("style"))
                return FilterResult.SKIP_ENTIRELY;
            }
            return FilterResult.CONTINUE;
          }

          @Override
          public FilterResult tail(Node node, int depth) {
            if (node instanceof Element e && e.isBlock()) space(out);
            return FilterResult.CONTINUE;
          }
        });
    return out.toString().strip();
  }

  private static void space(StringBuilder out) {
    if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') out.append(' ');
  }

  private static void append(StringBuilder out, String text, int limit) {
    for (int i = 0; i < text.length() && out.length() < limit; i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c) || c == 0xA0) space(out);
      else out.append(c);
    }
  }
}
