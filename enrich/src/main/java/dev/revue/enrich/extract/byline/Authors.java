package dev.revue.enrich.extract.byline;

import dev.revue.common.event.Ids;
import dev.revue.enrich.extract.content.PageKind;
import dev.revue.enrich.extract.markup.Markup;
import dev.revue.enrich.extract.markup.Texts;
import dev.revue.enrich.extract.markup.Thing;
import dev.revue.enrich.extract.text.Candidate;
import dev.revue.enrich.extract.text.Clean;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/// Who wrote a page: rather nobody than the wrong one.
public final class Authors {
  private static final int LONGEST = 80;
  private static final int MOST = 8;
  private static final String[] BY = {
    "written by ",
    "recipe by ",
    "story by ",
    "article by ",
    "published by ",
    "reviewed by ",
    "review by ",
    "posted by: ",
    "posted by ",
    "written by: ",
    "by ",
    "von ",
    "par ",
    "por ",
    "di ",
    "door ",
    "av ",
    "af ",
    "autor: ",
    "author: ",
    "text: ",
    "words: ",
    "words by ",
    "author "
  };
  private static final Set<String> ROLES =
      Set.of(
          "editor",
          "writer",
          "director",
          "officer",
          "founder",
          "correspondent",
          "reporter",
          "contributor",
          "manager",
          "updated",
          "published",
          "sign",
          "login",
          "minutes",
          "ago",
          "dealer",
          "testimonial",
          "redakteur",
          "journalist",
          "critic",
          "follow",
          "share");
  private static final Set<String> NOBODY =
      Set.of(
          "admin",
          "administrator",
          "editor",
          "staff",
          "author",
          "guest",
          "anonymous",
          "unknown",
          "redaktion",
          "editorial team",
          "the author",
          "user",
          "wordpress",
          "null",
          "undefined",
          "webmaster",
          "editors",
          "team",
          "none",
          "n a",
          "by",
          "about the author",
          "contributor");

  private Authors() {}

  static Optional<Candidate<List<String>>> of(
      Document document, Markup markup, PageKind kind, List<String> near, String site) {
    List<Candidate<List<String>>> all = new ArrayList<>();
    for (Thing article : markup.all(Byline.ARTICLES)) {
      if (kind == PageKind.PRODUCT && article.isA("Review")) continue;
      boolean outer =
          article.role() == null
              || "mainEntity".equals(article.role())
              || "mainEntityOfPage".equals(article.role());
      if (!outer) continue;
      List<String> names = names(article.texts("author"));
      if (names.isEmpty()) names = names(article.texts("creator"));
      boolean organisation =
          article.thing("author") != null
              && article.things("author").stream()
                  .allMatch(a -> a.isA("Organization", "NewsMediaOrganization"));
      if (!names.isEmpty())
        all.add(
            new Candidate<>(
                names, organisation ? 0.55 : 0.9, article.source(), String.join(", ", names)));
      if (!names.isEmpty()) break;
    }
    meta(
        all,
        markup.meta(
            "author",
            "article:author_name",
            "parsely-author",
            "sailthru.author",
            "byl",
            "dc.creator",
            "dcterms.creator",
            "cxenseparse:author",
            "citation_author",
            "article.author"),
        0.75);
    meta(all, markup.meta("article:author"), 0.6);
    if ("written by".equalsIgnoreCase(markup.meta("twitter:label1")))
      meta(all, markup.meta("twitter:data1"), 0.8);
    if (kind != PageKind.PRODUCT) Visible.authors(all, document, kind);
    if (all.isEmpty() && kind != PageKind.PRODUCT && kind != PageKind.FORUM)
      Near.authors(all, near);
    inHeadline(all, document.title());
    String publisher = markup.meta("og:site_name");
    all.removeIf(c ->
        publisher != null
            && c.value().size() == 1
            && Ids.fold(c.value().getFirst()).equals(Ids.fold(publisher))
            && c.confidence() < 0.8);
    all.removeIf(c -> c.value().size() == 1 && brand(c.value().getFirst(), site, kind));
    return Candidate.fuse(all, v -> Ids.fold(v.getFirst()));
  }

  /// `A title review by A. Writer`: two or three names at the end.
  private static void inHeadline(List<Candidate<List<String>>> all, String title) {
    int at = title.lastIndexOf("eview by ");
    if (at < 0) return;
    String tail = title.substring(at + "eview by ".length()).split(" [|–-] ", 2)[0].strip();
    int words = tail.split(" ").length;
    if (words >= 2 && words <= 3 && Character.isUpperCase(tail.codePointAt(0)))
      all.add(new Candidate<>(List.of(tail), 0.6, "dom", title));
  }

  /// The site itself, under its own name.
  private static boolean brand(String name, String site, PageKind kind) {
    boolean person = kind == PageKind.ARTICLE && name.indexOf(' ') > 0;
    if (person) return false;
    String folded = Ids.fold(name).replace(" ", "");
    int dot = site.lastIndexOf('.');
    String host = dot < 0 ? site : site.substring(0, dot).replace("-", "");
    return host.equals(folded)
        || host.endsWith("." + folded)
        || host.startsWith(folded + ".")
        || Ids.fold(name).equals(Ids.fold(site));
  }

  private static void meta(
      List<Candidate<List<String>>> all, @Nullable String text, double confidence) {
    if (text == null) return;
    List<String> names = names(List.of(text));
    if (!names.isEmpty()) all.add(new Candidate<>(names, confidence, "meta", text));
  }

  static void visible(List<Candidate<List<String>>> all, Element element, double confidence) {
    String text = Texts.of(element, 200);
    List<String> names = names(List.of(text));
    if (!names.isEmpty()) all.add(new Candidate<>(names, confidence, "dom", text));
  }

  /// The names in texts such as `By A. Writer and B. Writer, Film Critic`; none where it is no
  /// name.
  public static List<String> names(List<String> texts) {
    Set<String> out = new LinkedHashSet<>();
    for (String text : texts) {
      String line = Clean.line(text, 300);
      if (line == null || line.contains("://")) continue;
      String bare = withoutBy(line);
      for (String part :
          bare.split(" \\| | and | und | et | & |;| with | y |, (?=\\p{Lu})", MOST + 1)) {
        String name = name(part);
        if (name != null && out.size() < MOST) out.add(name);
      }
    }
    return List.copyOf(out);
  }

  static String withoutBy(String line) {
    String lower = line.toLowerCase(Locale.ROOT);
    for (String by : BY) if (lower.startsWith(by)) return line.substring(by.length()).strip();
    return line;
  }

  private static @Nullable String name(String part) {
    String name = part.strip();
    while (!name.isEmpty() && ",:–-—·•|@".indexOf(name.charAt(name.length() - 1)) >= 0)
      name = name.substring(0, name.length() - 1).strip();
    while (!name.isEmpty() && ",:–-—·•|".indexOf(name.charAt(0)) >= 0)
      name = name.substring(1).strip();
    String folded = Ids.fold(name);
    if (name.length() < 2 || name.length() > LONGEST || folded.isEmpty() || NOBODY.contains(folded))
      return null;
    if (name.contains("@") || name.contains("://") || folded.split(" ").length > 6) return null;
    for (String word : folded.split(" ")) if (ROLES.contains(word)) return null;
    long digits = name.chars().filter(Character::isDigit).count();
    return digits * 2 > name.length() ? null : name;
  }
}
