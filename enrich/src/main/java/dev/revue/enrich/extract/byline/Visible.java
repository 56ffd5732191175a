package dev.revue.enrich.extract.byline;

import dev.revue.enrich.extract.byline.Scan.Hint;
import dev.revue.enrich.extract.byline.Scan.Line;
import dev.revue.enrich.extract.content.PageKind;
import dev.revue.enrich.extract.markup.Texts;
import dev.revue.enrich.extract.text.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/// Bylines that a reader sees: the nearer to the headline, the surer.
final class Visible {
  private static final int BEFORE = -400;
  private static final int NEAR = 1_200;
  private static final int LONGEST = 160;
  private static final int BESIDE = 500;
  private static final int SHORT = 100;
  private static final int LISTED = 3;
  private static final int MOST_LINKS = 8;
  private static final String[] NO_NAMES = {
    "avatar", "image", "photo", "img", "social", "count", "date", "bio", "share", "title", "email"
  };

  private Visible() {}

  static void authors(
      List<Candidate<List<String>>> all, Document document, Scan scan, PageKind kind) {
    if (kind == PageKind.FORUM) poster(all, document);
    boolean list = kind == PageKind.OTHER || kind == PageKind.LIST;
    if (list && severalBylines(scan)) return;
    hinted(all, scan);
    labelled(all, scan, Names::labelled);
    if (all.isEmpty() && kind != PageKind.FORUM) beside(all, scan);
  }

  /// True of lists of what several people wrote.
  private static boolean severalBylines(Scan scan) {
    Set<String> people = new LinkedHashSet<>();
    for (Line line : scan.lines()) {
      if (line.text().length() <= SHORT && Names.labelled(line.text()))
        people.addAll(Names.people(line.text()));
      if (people.size() >= LISTED) return true;
    }
    return false;
  }

  /// Elements that are called author or byline, and links to an author's own page.
  private static void hinted(List<Candidate<List<String>>> all, Scan scan) {
    for (Hint hint : scan.authors()) {
      int behind = scan.behind(hint.at());
      if (behind < BEFORE) continue;
      if (behind > NEAR) return;
      Candidate<List<String>> found = read(hint);
      if (found == null) continue;
      all.add(found);
      return;
    }
  }

  private static @Nullable Candidate<List<String>> read(Hint hint) {
    for (String no : NO_NAMES)
      if (hint.names().contains(no) && !hint.names().contains("byline")) return null;
    Element element = hint.element();
    String text = Texts.of(element, 2 * LONGEST);
    if (text.isEmpty() || text.length() > 2 * LONGEST - 2) return null;
    boolean link = element.normalName().equals("a");
    boolean strong =
        element.attr("rel").contains("author") || hint.names().contains(" author ") || link;
    boolean by = Names.labelled(text);
    List<String> names = linked(element);
    if (names.isEmpty()) names = inside(element);
    if (names.isEmpty() && text.length() <= LONGEST)
      names = by || strong ? Names.leading(bare(text)) : Names.people(text);
    return names.isEmpty() ? null : new Candidate<>(names, strong || by ? 0.68 : 0.6, "dom", text);
  }

  /// The texts of links that could be people.
  private static List<String> linked(Element element) {
    Set<String> out = new LinkedHashSet<>();
    int seen = 0;
    for (Element link : element.getElementsByTag("a")) {
      if (++seen > MOST_LINKS) break;
      List<String> names = Names.of(List.of(Texts.of(link, LONGEST)));
      if (names.size() == 1 && Names.person(names.getFirst())) out.add(names.getFirst());
    }
    return List.copyOf(out);
  }

  /// The first part of an element that is called a name.
  private static List<String> inside(Element element) {
    for (Element e : element.getAllElements()) {
      String names = e.className() + " " + e.attr("itemprop");
      if (!names.contains("name") && !e.hasClass("fn")) continue;
      List<String> found = Names.of(List.of(Texts.of(e, LONGEST)));
      if (!found.isEmpty()) return found;
    }
    return List.of();
  }

  /// `By A. Writer`, `Posted on 5 March 2024 by A. Writer`; far from the headline only where whole
  /// words say so.
  static void labelled(List<Candidate<List<String>>> all, Scan scan, Predicate<String> nearby) {
    List<Line> lines = scan.lines();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      int behind = scan.behind(line.at());
      if (behind < BEFORE) continue;
      boolean near = behind <= NEAR;
      String text = line.text();
      if (!near && !Names.clearlyLabelled(text)) continue;
      List<String> names = afterBy(text, nearby);
      boolean label = text.length() < 20 && Names.withoutLabel(text).isEmpty();
      if (label && i + 1 < lines.size()) names = Names.people(lines.get(i + 1).text());
      if (names.isEmpty()) continue;
      all.add(new Candidate<>(names, near ? 0.62 : 0.52, "text", text));
      return;
    }
  }

  /// `Author A. Writer` in an element that is called so.
  private static String bare(String text) {
    boolean named = text.length() > 8 && text.regionMatches(true, 0, "author ", 0, 7);
    return named && Character.isUpperCase(text.charAt(7)) ? text.substring(7) : text;
  }

  private static List<String> afterBy(String text, Predicate<String> label) {
    if (label.test(text)) {
      List<String> names = Names.people(text);
      if (!names.isEmpty()) return names;
    }
    int by = text.indexOf(" by ");
    if (by < 0 || Dates.find(text, DateOrder.MONTH_FIRST) == null) return List.of();
    return Names.people(text.substring(by + 1));
  }

  /// A line with nothing but a name, beside one with a date; or both in one line, in either order.
  private static void beside(List<Candidate<List<String>>> all, Scan scan) {
    List<Line> near = new ArrayList<>();
    for (Line line : scan.lines()) {
      int behind = scan.behind(line.at());
      if (behind > 0 && behind <= BESIDE && line.text().length() <= SHORT) near.add(line);
    }
    for (Hint hint : scan.dates()) {
      int behind = scan.behind(hint.at());
      String machine = hint.element().attr("datetime");
      if (behind > 0 && behind <= BESIDE && !machine.isEmpty())
        near.add(new Line(machine, hint.at()));
    }
    near.sort(Comparator.comparingInt(Line::at));
    for (int i = 0; i < near.size(); i++) {
      String text = near.get(i).text();
      if (Dates.find(text, DateOrder.MONTH_FIRST) == null) continue;
      List<String> names = Names.people(text);
      if (names.isEmpty()) names = afterDate(text);
      if (names.isEmpty() && i > 0) names = alone(near.get(i - 1), near.get(i));
      if (names.isEmpty() && i + 1 < near.size()) names = alone(near.get(i + 1), near.get(i));
      if (names.isEmpty()) continue;
      all.add(new Candidate<>(names, 0.52, "text", text));
      return;
    }
  }

  /// `5 March 2024 · A. Writer`.
  private static List<String> afterDate(String text) {
    int mark =
        Math.max(text.lastIndexOf('·'), Math.max(text.lastIndexOf('|'), text.lastIndexOf('•')));
    return mark < 0 ? List.of() : Names.people(text.substring(mark + 1).strip());
  }

  /// The names in a line that has nothing but names, right above or below another.
  private static List<String> alone(Line line, Line other) {
    if (Math.abs(line.at() - other.at()) > SHORT) return List.of();
    List<String> names = Names.of(List.of(line.text()));
    int length = names.stream().mapToInt(n -> n.length() + 5).sum();
    boolean only = names.stream().allMatch(Names::person) && length >= line.text().length();
    return only ? names : List.of();
  }

  /// Who opened a thread.
  private static void poster(List<Candidate<List<String>>> all, Document document) {
    for (String attribute : List.of("data-author", "data-author-username", "data-username")) {
      Element marked = document.getElementsByAttribute(attribute).first();
      if (marked == null) continue;
      List<String> names = Names.ofPoster(marked.attr(attribute));
      if (names.isEmpty()) continue;
      all.add(new Candidate<>(names, 0.75, "dom", attribute));
      return;
    }
    Element name =
        document.selectFirst(
            "[itemprop=author] [itemprop=name], .creator [itemprop=name], a.username, .username, [class*=username], [class*=user-name], .post-author a, .author a, .author-name");
    if (name == null) return;
    String text = Texts.of(name, LONGEST);
    List<String> names = Names.ofPoster(text);
    if (!names.isEmpty()) all.add(new Candidate<>(names, 0.65, "dom", text));
  }
}
