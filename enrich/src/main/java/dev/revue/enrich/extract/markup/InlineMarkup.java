package dev.revue.enrich.extract.markup;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/// Microdata and RDFa: things whose properties are attributes of the visible page. One pass each.
final class InlineMarkup implements NodeVisitor {
  private static final int MOST_PROPERTIES = 20_000;
  private static final int LONGEST_TEXT = 20_000;

  private static final int LONGEST_NAME = 60;
  private static final Set<String> PEOPLE = Set.of("author", "creator", "reviewer");

  private final String source;
  private final boolean rdfa;
  private final String scope;
  private final String type;
  private final String property;
  private final List<Thing> all = new ArrayList<>();
  private final Deque<Open> open = new ArrayDeque<>();
  private int budget = 4_000_000;

  private InlineMarkup(String source, String scope, String type, String property) {
    this.source = source;
    this.rdfa = source.equals("rdfa");
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
    if (element.attributesSize() == 0) return;
    Open outer = open.peek();
    List<String> roles = words(element.attr(property));
    boolean opens = element.hasAttr(scope) || roles.contains("aggregateRating");
    if (rdfa && outer != null) {
      if (roles.isEmpty()) roles = relations(element);
      if (roles.isEmpty() && opens) roles = outer.pending;
      boolean named = element.hasAttr("about") || element.hasAttr("resource");
      if (!opens && named && roles.isEmpty()) opens = true;
    }
    if (opens) open(element, outer, roles);
    else if (outer != null && !roles.isEmpty()) property(element, outer, roles);
  }

  private void open(Element element, @Nullable Open outer, List<String> roles) {
    Thing parent = outer == null ? null : outer.thing;
    Thing thing = new Thing(source, parent, roles.isEmpty() ? null : roles.getFirst());
    for (String one : words(element.attr(type))) thing.type(one);
    for (String name : rdfa ? List.of("about", "resource") : List.of("itemid")) {
      if (!element.attr(name).isBlank() && !thing.has("@id")) thing.add("@id", element.attr(name));
    }
    if (parent != null) for (String role : roles) parent.add(role, thing);
    all.add(thing);
    open.push(new Open(element, thing, List.of()));
  }

  private void property(Element element, Open outer, List<String> roles) {
    String reference = rdfa ? element.attr("resource") : "";
    if (!reference.isEmpty()) {
      Thing thing = new Thing(source, outer.thing, roles.getFirst());
      thing.add("@id", reference);
      for (String role : roles) outer.thing.add(role, thing);
      all.add(thing);
    } else if (rdfa && !element.hasAttr(property)) {
      open.push(new Open(element, outer.thing, roles)); // what is inside is its value
    } else {
      String value = value(element);
      if (value != null) for (String role : roles) outer.thing.add(role, value);
    }
  }

  /// Relations of RDFa: not those that links of any page have.
  private static List<String> relations(Element element) {
    String rel = element.attr("rel");
    boolean plain = element.normalName().equals("a") || element.normalName().equals("link");
    return rel.isEmpty() || (plain && rel.indexOf(':') < 0) ? List.of() : words(rel);
  }

  private static List<String> words(String text) {
    String stripped = text.strip();
    return stripped.isEmpty() ? List.of() : List.of(stripped.split("\\s+", 8));
  }

  @Override
  public void tail(Node node, int depth) {
    Open last = open.peek();
    if (last == null || !last.element.equals(node)) return;
    open.pop();
    Thing thing = last.thing;
    boolean person = last.pending.isEmpty() && PEOPLE.contains(String.valueOf(thing.role()));
    if (!person || thing.has("name")) return;
    String text = Texts.of(last.element, LONGEST_NAME + 1);
    if (!text.isEmpty() && text.length() <= LONGEST_NAME) thing.add("name", text);
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

  /// A thing whose properties are being read.
  ///
  /// @param pending as which properties of it the things inside are meant
  private record Open(Element element, Thing thing, List<String> pending) {}
}
