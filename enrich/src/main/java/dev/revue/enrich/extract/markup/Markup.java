package dev.revue.enrich.extract.markup;

import dev.revue.enrich.extract.outline.Outline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/// All that a page says about itself, every syntax in one model.
///
/// @param things outer ones before inner ones, JSON-LD first
/// @param meta content of `meta` tags by name or property in lower case, the first of each
public record Markup(List<Thing> things, Map<String, String> meta) {
  private static final int LONGEST_META = 5_000;
  private static final int MOST_BODIES = 500;
  private static final int LONGEST_TAGGED = 200_000;

  public static Markup of(Outline outline) {
    List<Thing> things = new ArrayList<>(JsonLd.read(outline));
    if (outline.hasMicrodata()) things.addAll(InlineMarkup.microdata(outline.document()));
    if (outline.hasRdfa()) things.addAll(InlineMarkup.rdfa(outline.document()));
    join(things);
    if (outline.hasMicroformats()) things.addAll(Microformats.read(outline.document()));
    return new Markup(things, meta(outline));
  }

  /// Things of one of the types, in order.
  public List<Thing> all(String... types) {
    List<Thing> out = new ArrayList<>();
    for (Thing thing : things) if (thing.isA(types)) out.add(thing);
    return out;
  }

  /// The texts that articles and posts carry in mark-up, without tags; with those that answer them
  /// where `talk` is what the page is for.
  public List<String> bodies(boolean talk) {
    List<String> out = new ArrayList<>();
    for (Thing thing :
        all(
            "Article",
            "NewsArticle",
            "BlogPosting",
            "Review",
            "DiscussionForumPosting",
            "Question",
            "Answer",
            "Comment",
            "SocialMediaPosting")) {
      if (!talk && answer(thing)) continue;
      String body = thing.text("articleBody");
      if (body == null) body = thing.text("reviewBody");
      if (body == null) body = thing.text("text");
      if (body == null || out.size() >= MOST_BODIES) continue;
      out.add(
          body.indexOf('<') >= 0 && body.length() < LONGEST_TAGGED
              ? Jsoup.parse(body).wholeText()
              : body);
    }
    return out;
  }

  /// A comment, an answer, or what a reader says of the thing that the page is about.
  private static boolean answer(Thing thing) {
    if (thing.isA("Comment", "Answer")) return true;
    String role = thing.role();
    if (role == null) return false;
    boolean readers = thing.parent() != null && thing.parent().things("review").size() > 1;
    return Set.of("comment", "suggestedAnswer", "acceptedAnswer").contains(role)
        || (role.equals("review") && readers);
  }

  /// The first of the named `meta` tags that says something.
  public @Nullable String meta(String... names) {
    for (String name : names) {
      String value = meta.get(name);
      if (value != null) return value;
    }
    return null;
  }

  /// What is said of one id in several places comes together, wherever it stands; an id that
  /// different things share joins none of them.
  private static void join(List<Thing> things) {
    Map<String, Thing> byId = new HashMap<>();
    for (Thing thing : things) {
      String id = thing.text("@id");
      if (id != null && thing.size() > 1)
        byId.merge(id, thing, (a, b) -> b.size() > a.size() ? b : a);
    }
    if (byId.isEmpty()) return;
    List<Thing> doubles = new ArrayList<>();
    for (Thing thing : things) {
      Thing full = thing.known(byId);
      if (full.equals(thing)) continue;
      full.absorb(thing);
      doubles.add(thing);
    }
    for (Thing thing : things) thing.join(byId);
    things.removeAll(new HashSet<>(doubles));
  }

  private static Map<String, String> meta(Outline outline) {
    Map<String, String> out = new LinkedHashMap<>();
    for (Element tag : outline.metas()) {
      String content = tag.attr("content").strip();
      if (content.isEmpty() || content.length() > LONGEST_META) continue;
      for (String key : List.of("property", "name", "itemprop", "http-equiv")) {
        String name = tag.attr(key).strip().toLowerCase(Locale.ROOT);
        if (!name.isEmpty()) out.putIfAbsent(name, content);
      }
    }
    return out;
  }
}
