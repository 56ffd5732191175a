package dev.revue.enrich.extract.outline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/// The elements and texts of a page in order, with what every layer asks for first: read in one
/// pass, so that nobody else has to walk the document. What holds what is a comparison of numbers.
public final class Outline {
  private Node[] nodes = new Node[1024];
  private int[] parents = new int[1024];
  private int[] ends = new int[1024];
  private int[] chars = new int[1024];
  private int[] linkChars = new int[1024];
  private int size;

  private static final int LONGEST_TITLE = 500;

  private final Document document;
  private final String title;
  private final List<Element> headlines = new ArrayList<>();
  private final List<Element> mains = new ArrayList<>();
  private final List<Element> scripts = new ArrayList<>();
  private final List<Element> metas = new ArrayList<>();
  private final Set<String> pictured = new HashSet<>();
  private boolean microdata;
  private boolean rdfa;
  private boolean microformats;

  private Outline(Document document) {
    this.document = document;
    String whole = document.title();
    title = whole.length() > LONGEST_TITLE ? whole.substring(0, LONGEST_TITLE) : whole;
  }

  public static Outline of(Document document) {
    Outline outline = new Outline(document);
    document.traverse(outline.new Reader());
    return outline;
  }

  public Document document() {
    return document;
  }

  /// The browser's title, cut where nobody reads on; empty where there is none.
  public String title() {
    return title;
  }

  /// How many elements and texts there are; they are numbered in page order.
  public int size() {
    return size;
  }

  public Node node(int i) {
    return nodes[i];
  }

  /// The number of the element that holds it; -1 of the document.
  public int parent(int i) {
    return parents[i];
  }

  /// The number after the last one inside.
  public int end(int i) {
    return ends[i];
  }

  /// Characters inside that are not white space.
  public int chars(int i) {
    return chars[i];
  }

  /// Of these, the ones in links.
  public int linkChars(int i) {
    return linkChars[i];
  }

  /// The number of an element; -1 where it is not on the page.
  public int indexOf(@Nullable Element element) {
    for (int i = 0; i < size && element != null; i++) if (element.equals(nodes[i])) return i;
    return -1;
  }

  /// Every `h1`.
  public List<Element> headlines() {
    return headlines;
  }

  /// Every `main`.
  public List<Element> mains() {
    return mains;
  }

  /// Scripts of JSON-LD.
  public List<Element> scripts() {
    return scripts;
  }

  /// Every `meta` with content.
  public List<Element> metas() {
    return metas;
  }

  /// What pictures are said to show.
  public Set<String> pictured() {
    return pictured;
  }

  public boolean hasMicrodata() {
    return microdata;
  }

  public boolean hasRdfa() {
    return rdfa;
  }

  public boolean hasMicroformats() {
    return microformats;
  }

  private final class Reader implements NodeVisitor {
    private int open = -1;
    private int links;

    @Override
    public void head(Node node, int depth) {
      if (node instanceof TextNode text) {
        int at = add(node);
        int n = visible(text.getWholeText());
        chars[at] = n;
        linkChars[at] = links > 0 ? n : 0;
        ends[at] = size;
        if (open >= 0) {
          chars[open] += n;
          linkChars[open] += linkChars[at];
        }
      } else if (node instanceof Element element) {
        open = add(node);
        look(element);
        if (element.normalName().equals("a")) links++;
      }
    }

    @Override
    public void tail(Node node, int depth) {
      if (!(node instanceof Element element)) return;
      if (element.normalName().equals("a")) links--;
      int closed = open;
      ends[closed] = size;
      open = parents[closed];
      if (open < 0) return;
      chars[open] += chars[closed];
      linkChars[open] += linkChars[closed];
    }

    private int add(Node node) {
      if (size == nodes.length) {
        int more = size * 2;
        nodes = Arrays.copyOf(nodes, more);
        parents = Arrays.copyOf(parents, more);
        ends = Arrays.copyOf(ends, more);
        chars = Arrays.copyOf(chars, more);
        linkChars = Arrays.copyOf(linkChars, more);
      }
      nodes[size] = node;
      parents[size] = open;
      return size++;
    }

    private void look(Element element) {
      String name = element.normalName();
      if (name.equals("h1")) headlines.add(element);
      else if (name.equals("main")) mains.add(element);
      if (element.attributesSize() == 0) return;
      if (element.attributes().get("class").contains("review"))
        microformats |= element.hasClass("hreview") || element.hasClass("h-review");
      microdata |= element.attributes().hasKey("itemscope");
      rdfa |= element.attributes().hasKey("typeof");
      if (name.equals("img")) pictured.add(element.attributes().get("alt").strip());
      else if (name.equals("meta") && element.attributes().hasKey("content")) metas.add(element);
      else if (name.equals("script")
          && element.attr("type").toLowerCase(Locale.ROOT).contains("ld+json"))
        scripts.add(element);
    }

    private static int visible(String text) {
      int n = 0;
      for (int i = 0; i < text.length(); i++) if (!Character.isWhitespace(text.charAt(i))) n++;
      return n;
    }
  }
}
