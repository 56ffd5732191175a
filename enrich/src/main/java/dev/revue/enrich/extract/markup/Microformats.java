package dev.revue.enrich.extract.markup;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.NodeFilter;
import org.jspecify.annotations.Nullable;

/// hReview and h-review, told in the words of schema.org.
final class Microformats {
  private static final int MOST = 200;
  private static final int LONGEST_TEXT = 20_000;

  private Microformats() {}

  static List<Thing> read(Document document) {
    List<Thing> all = new ArrayList<>();
    document.filter((node, depth) -> {
      if (all.size() >= MOST) return NodeFilter.FilterResult.STOP;
      boolean root = node instanceof Element e && (e.hasClass("hreview") || e.hasClass("h-review"));
      if (!root) return NodeFilter.FilterResult.CONTINUE;
      review(all, (Element) node);
      return NodeFilter.FilterResult.SKIP_ENTIRELY;
    });
    return all;
  }

  private static void review(List<Thing> all, Element root) {
    Thing review = new Thing("hreview", null, null);
    review.type("Review");
    all.add(review);
    copy(review, "author", value(root, ".reviewer .fn, .reviewer, .p-author .p-name, .p-author"));
    copy(review, "name", value(root, ".summary, .p-name"));
    copy(review, "reviewBody", value(root, ".description, .e-content"));
    copy(review, "datePublished", value(root, ".dtreviewed, .dt-published, .dt-reviewed"));
    Element rated = root.selectFirst(".rating, .p-rating");
    if (rated != null) {
      Thing rating = new Thing("hreview", review, "reviewRating");
      rating.type("Rating");
      Element value = rated.selectFirst(".value");
      copy(rating, "ratingValue", value(value == null ? rated : value));
      copy(rating, "bestRating", value(root, ".rating .best, .p-best"));
      copy(rating, "worstRating", value(root, ".rating .worst, .p-worst"));
      review.add("reviewRating", rating);
      all.add(rating);
    }
    String name = value(root, ".item .fn, .item.fn, .p-item .p-name, .p-item");
    if (name != null) {
      Thing item = new Thing("hreview", review, "itemReviewed");
      item.add("name", name);
      review.add("itemReviewed", item);
      all.add(item);
    }
  }

  private static void copy(Thing thing, String name, @Nullable String value) {
    if (value != null) thing.add(name, value);
  }

  private static @Nullable String value(Element root, String selector) {
    Element found = root.selectFirst(selector);
    return found == null ? null : value(found);
  }

  private static @Nullable String value(Element element) {
    Element title = element.selectFirst(".value-title");
    Element at = title == null ? element : title;
    for (String attribute : List.of("datetime", "content", "value")) {
      if (at.hasAttr(attribute)) return at.attr(attribute);
    }
    // elsewhere a title is what a reader is shown over a link
    if (at.hasAttr("title") && (title != null || at.normalName().equals("abbr")))
      return at.attr("title");
    String text = Texts.of(at, LONGEST_TEXT);
    return text.isEmpty() ? null : text;
  }
}
