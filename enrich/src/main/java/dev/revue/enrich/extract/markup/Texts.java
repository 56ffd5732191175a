package dev.revue.enrich.extract.markup;

import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/// Visible text of a part of a page, with a limit so that nested parts cannot multiply the work: it
/// ends, too, where so many tags and spaces stand between the words that no reader would see one.
public final class Texts {
  private static final int BUDGET = 5_000;
  private static final int PER_CHARACTER = 4;

  private Texts() {}

  /// At most about `limit` characters of an element's text, spaces normalised; blocks are set apart
  /// by a space.
  public static String of(Element element, int limit) {
    var out = new StringBuilder();
    element.filter(
        new NodeFilter() {
          private int left = budget(limit);

          @Override
          public FilterResult head(Node node, int depth) {
            if (out.length() >= limit || --left < 0) return FilterResult.STOP;
            if (node instanceof TextNode text)
              left -= append(out, text.getWholeText(), limit, left);
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

  /// The same of the texts that stand right in an element, without those of the elements in it.
  public static String own(Element element, int limit) {
    var out = new StringBuilder();
    int left = budget(limit);
    for (int i = 0; i < element.childNodeSize() && out.length() < limit && --left >= 0; i++) {
      Node node = element.childNode(i);
      if (node instanceof TextNode text) left -= append(out, text.getWholeText(), limit, left);
      else if (node.normalName().equals("br")) space(out);
    }
    return out.toString().strip();
  }

  private static int budget(int limit) {
    return BUDGET + PER_CHARACTER * limit;
  }

  private static void space(StringBuilder out) {
    if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') out.append(' ');
  }

  /// How many characters it looked at.
  private static int append(StringBuilder out, String text, int limit, int most) {
    int end = Math.min(text.length(), most);
    int i = 0;
    for (; i < end && out.length() < limit; i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c) || c == 0xA0) space(out);
      else out.append(c);
    }
    return i;
  }
}
