package dev.revue.enrich.extract.byline;

import dev.revue.enrich.extract.content.PageKind;
import dev.revue.enrich.extract.markup.Texts;
import dev.revue.enrich.extract.text.Candidate;
import java.util.List;
import java.util.Locale;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;

/// Bylines and dates that stand near the headline.
final class Visible {
  private static final int MOST = 40;

  private Visible() {}

  static void authors(List<Candidate<List<String>>> all, Document document, PageKind kind) {
    if (kind == PageKind.FORUM) poster(all, document);
    int seen = 0;
    for (Element e :
        document.select(
            "[rel=author], [itemprop=author], [class*=byline], [class*=author], [class*=Byline], [class*=Author], address")) {
      if (++seen > MOST) return;
      String names = (e.className() + " " + e.id()).toLowerCase(Locale.ROOT);
      if (talk(e) || names.contains("avatar") || names.contains("bio") || names.contains("image"))
        continue;
      String text = Texts.of(e, 160);
      if (text.isEmpty() || text.length() > 120) continue;
      boolean by = !Authors.withoutBy(text).equals(text);
      boolean strong = e.attr("rel").equals("author") || e.attr("itemprop").equals("author");
      boolean named = text.split(" ").length <= 4 && Character.isUpperCase(text.charAt(0));
      if (!by && !strong && !named) continue;
      Element name = e.selectFirst("[itemprop=name], .fn, [rel=author], a");
      Authors.visible(
          all, name == null || !name.hasText() ? e : name, strong ? 0.7 : by ? 0.65 : 0.5);
      return;
    }
  }

  /// Who opened a thread.
  private static void poster(List<Candidate<List<String>>> all, Document document) {
    Element marked = document.selectFirst("[data-author]");
    if (marked != null) {
      List<String> names = Authors.names(List.of(marked.attr("data-author")));
      if (!names.isEmpty()) all.add(new Candidate<>(names, 0.75, "dom", "data-author"));
      return;
    }
    Element name =
        document.selectFirst(
            "[itemprop=author] [itemprop=name], .creator [itemprop=name], a.username, .username, [class*=username], [class*=user-name], .post-author a, .author a");
    if (name != null) Authors.visible(all, name, 0.65);
  }

  static void dates(List<Candidate<String>> all, Document document) {
    Element head = document.selectFirst("h1");
    Elements times =
        document.select(
            "time[datetime], [itemprop=datePublished], abbr.published, .published[title]");
    int seen = 0;
    for (Element time : times) {
      if (++seen > MOST) return;
      if (talk(time) || aside(time)) continue;
      String names = (time.className() + " " + time.attr("itemprop")).toLowerCase(Locale.ROOT);
      if ((names.contains("updated") && !names.contains("published")) || names.contains("modified"))
        continue;
      String value =
          time.hasAttr("datetime")
              ? time.attr("datetime")
              : time.hasAttr("content")
                  ? time.attr("content")
                  : time.hasAttr("title") ? time.attr("title") : Texts.of(time, 60);
      boolean published = names.contains("published") || time.hasAttr("pubdate");
      Byline.date(all, value, published ? 0.75 : 0.6, "dom");
      if (!all.isEmpty()) break;
    }
    if (head == null && times.isEmpty()) return;
    for (Element e :
        document.select(
            "[class*=date], [class*=Date], [class*=publish], [class*=posted], [class*=byline]")) {
      if (++seen > 2 * MOST) return;
      String names = e.className().toLowerCase(Locale.ROOT);
      if (talk(e) || aside(e) || names.contains("update") || names.contains("modified")) continue;
      String text = Texts.of(e, 120);
      if (text.length() > 80) continue;
      int before = all.size();
      Byline.date(all, text, 0.55, "dom");
      if (all.size() > before) return;
    }
  }

  private static boolean talk(Element element) {
    int up = 0;
    for (Element e = element; e != null && up < 12; e = e.parent(), up++) {
      String names = (e.className() + " " + e.id()).toLowerCase(Locale.ROOT);
      if (!e.normalName().equals("body")
          && ((names.contains("comment") && !names.contains("article"))
              || names.contains("related")
              || names.contains("sidebar"))) return true;
    }
    return false;
  }

  private static boolean aside(Element element) {
    for (Element e = element; e != null; e = e.parent()) {
      String name = e.normalName();
      if (name.equals("aside") || name.equals("nav") || (name.equals("footer") && !within(e)))
        return true;
    }
    return false;
  }

  private static boolean within(Element footer) {
    for (Element e = footer; e != null; e = e.parent())
      if (e.normalName().equals("article")) return true;
    return false;
  }
}
