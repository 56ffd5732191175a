package dev.revue.enrich.extract.markup;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/// Microdata and RDFa: things whose properties are attributes of the visible page. One pass each.
final class InlineMarkup implements NodeVisitor {
  private static final int MOST_PROPERTIES = 20_000;
  private static final int LONGEST_TEXT = 20_000;

  private final String source;
  private final String scope;
  private final String type;
  private final String property;
  private final List<Thing> all = new ArrayList<>();
  private final Deque<Open> open = new ArrayDeque<>();
  private int budget = 4_000_000;

  private InlineMarkup(String source, String scope, String type, String property) {
    this.source = source;
    this.scope = scope;
    this.type = type;
    this.property = property;
  }

  static List<Thing> microdata(Document document) {
    return read(document, new InlineMarkup("microdata", "itemscope", "itemtype", "itemprop"));
  }

  static List<Thing> rdfa(Document document) {
    return read(document, new InlineMarkup("rdfa", "typeof", "typeof", "property"));
  }

  private static List<Thing> read(Document document, InlineMarkup reader) {
    document.traverse(reader);
    return reader.all;
  }

  @Override
  public void head(Node node, int depth) {
    if (!(node instanceof Element element) || all.size() > MOST_PROPERTIES) return;
    boolean opens = element.hasAttr(scope);
    boolean names = element.hasAttr(property);
    if (!opens && !names) return;
    Open outer = open.peek();
    String[] roles = names ? element.attr(property).strip().split("\\s+", 8) : new String[0];
    if (opens) {
      Thing parent = outer == null ? null : outer.thing;
      Thing thing = new Thing(source, parent, roles.length > 0 ? roles[0] : null);
      for (String one : element.attr(type).strip().split("\\s+", 8)) thing.type(one);
      if (parent != null) for (String role : roles) parent.add(role, thing);
      all.add(thing);
      open.push(new Open(element, thing));
    } else if (outer != null) {
      String value = value(element);
      if (value != null) for (String role : roles) outer.thing.add(role, value);
    }
  }

  @Override
  public void tail(Node node, int depth) {
    Open last = open.peek();
    if (last != null && last.element.equals(node)) open.pop();
  }

  private @Nullable String value(Element element) {
    if (element.hasAttr("content")) return element.attr("content");
    String attribute =
        switch (element.normalName()) {
          case "a", "link", "area" -> "href";
          case "img", "audio", "video", "source", "iframe", "embed" -> "src";
          case "time" -> "datetime";
          case "meter", "data" -> "value";
          default -> "";
        };
    boolean link = attribute.equals("href") && !element.attr(property).contains("url");
    if (!attribute.isEmpty() && element.hasAttr(attribute) && !(link && element.hasText()))
      return element.attr(attribute);
    String text = Texts.of(element, Math.min(budget, LONGEST_TEXT));
    budget -= text.length();
    return text;
  }

  private record Open(Element element, Thing thing) {}
}
