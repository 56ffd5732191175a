package dev.revue.enrich.extract.byline;

import dev.revue.common.event.Ids;
import dev.revue.enrich.extract.content.PageKind;
import dev.revue.enrich.extract.markup.Markup;
import dev.revue.enrich.extract.markup.Thing;
import dev.revue.enrich.extract.outline.Outline;
import dev.revue.enrich.extract.text.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who wrote a page: rather nobody than the wrong one.
public final class Authors {
  private Authors() {}

  /// The names in texts such as `By A. Writer and B. Writer, Film Critic`; none where it is no
  /// name.
  public static List<String> names(List<String> texts) {
    return Names.of(texts);
  }

  static Optional<Candidate<List<String>>> of(
      Outline outline,
      Markup markup,
      List<Thing> described,
      Scan scan,
      PageKind kind,
      Dating dating,
      String site,
      @Nullable String publisher) {
    boolean shop =
        kind == PageKind.PRODUCT || (described.isEmpty() && !markup.all("Product").isEmpty());
    // What is not dated and does not call itself an article is signed only where it says so.
    boolean signed =
        (kind != PageKind.OTHER && kind != PageKind.LIST) || dating.published() != null;
    List<Candidate<List<String>>> all = new ArrayList<>();
    for (Thing article : described) {
      if (kind == PageKind.PRODUCT && article.isA("Review")) continue;
      if (marked(all, article)) break;
    }
    if (!shop) meta(all, markup);
    all.removeIf(c -> c.value().stream().allMatch(n -> publisher(n, site, publisher)));
    if (!shop) {
      List<Candidate<List<String>>> seen = new ArrayList<>();
      if (signed) Visible.authors(seen, outline.document(), scan, kind);
      else Visible.labelled(seen, scan, Names::clearlyLabelled);
      seen.removeIf(c -> c.value().stream().allMatch(n -> publisher(n, site, publisher)));
      all.addAll(seen);
    }
    inHeadline(all, outline.title());
    return Candidate.fuse(all, v -> Ids.fold(v.getFirst()));
  }

  private static boolean marked(List<Candidate<List<String>>> all, Thing article) {
    for (String property : List.of("author", "creator")) {
      List<String> names = Names.of(article.texts(property));
      if (names.isEmpty()) continue;
      List<Thing> things = article.things(property);
      boolean organisation =
          !things.isEmpty()
              && things.stream().allMatch(a -> a.isA("Organization", "NewsMediaOrganization"));
      all.add(
          new Candidate<>(
              names, organisation ? 0.55 : 0.9, article.source(), String.join(", ", names)));
      return true;
    }
    return false;
  }

  private static void meta(List<Candidate<List<String>>> all, Markup markup) {
    String cited = markup.meta("citation_author");
    if (cited != null) meta(all, forenameFirst(cited), 0.75);
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
            "article.author"),
        0.75);
    meta(all, markup.meta("article:author"), 0.6);
    for (String n : List.of("1", "2")) {
      String label = markup.meta("twitter:label" + n);
      if (label != null && Names.labelled(label + ": x"))
        meta(all, markup.meta("twitter:data" + n), 0.8);
    }
  }

  /// `Writer, A.` as citations have it.
  private static String forenameFirst(String name) {
    int comma = name.indexOf(", ");
    boolean one = comma > 0 && name.indexOf(',', comma + 1) < 0;
    return one ? name.substring(comma + 2) + " " + name.substring(0, comma) : name;
  }

  private static void meta(
      List<Candidate<List<String>>> all, @Nullable String text, double confidence) {
    if (text == null) return;
    List<String> names = Names.of(List.of(text));
    if (!names.isEmpty()) all.add(new Candidate<>(names, confidence, "meta", text));
  }

  /// `A title review by A. Writer`: two or three names at the end.
  private static void inHeadline(List<Candidate<List<String>>> all, String title) {
    int at = title.lastIndexOf("eview by ");
    if (at < 0) return;
    String tail = title.substring(at + "eview by ".length()).split(" [|–-] ", 2)[0].strip();
    if (Names.person(tail)) all.add(new Candidate<>(List.of(tail), 0.6, "meta", title));
  }

  /// The site itself, under its own name. A site may be called after who writes it: what could be a
  /// person's name is one.
  private static boolean publisher(String name, String site, @Nullable String publisher) {
    if (Names.person(name)) return false;
    String folded = Ids.fold(name).replace(" ", "");
    if (folded.isEmpty()) return true;
    if (publisher != null && Ids.fold(publisher).replace(" ", "").equals(folded)) return true;
    int dot = site.lastIndexOf('.');
    String host = (dot < 0 ? site : site.substring(0, dot)).replace("-", "");
    return host.equals(folded)
        || host.endsWith("." + folded)
        || host.startsWith(folded + ".")
        || (host.length() >= 6 && folded.contains(host))
        || folded.equals(Ids.fold(site).replace(" ", ""));
  }
}
