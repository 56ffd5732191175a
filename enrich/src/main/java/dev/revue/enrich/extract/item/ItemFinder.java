package dev.revue.enrich.extract.item;

import dev.revue.common.event.Ids;
import dev.revue.common.event.ReviewEvent.Item;
import dev.revue.enrich.catalog.Catalog;
import dev.revue.enrich.extract.item.Facts.Sort;
import dev.revue.enrich.extract.markup.MarkedReview;
import dev.revue.enrich.extract.markup.Markup;
import dev.revue.enrich.extract.markup.Thing;
import dev.revue.enrich.extract.text.Candidate;
import dev.revue.enrich.extract.text.Clean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds what a page reviews: title, kind, year, people.
public final class ItemFinder {
  private static final int LONGEST = 150;
  private static final int TOP = 1_500;

  private ItemFinder() {}

  /// What is reviewed, and how we know its title and year.
  ///
  /// @param title as the page gives it; the item has the catalogue's where it is linked
  /// @param known the title of the catalogue; null where it is not linked
  public record Found(
      Item item,
      Candidate<String> title,
      @Nullable Candidate<Integer> year,
      @Nullable Candidate<String> known) {}

  /// What is known of a page before its title is looked for.
  public record Clues(
      @Nullable String headline,
      String documentTitle,
      String url,
      String text,
      Markup markup,
      @Nullable String publishedAt,
      Catalog catalog,
      List<String> links) {}

  public static Optional<Found> find(Clues clues, @Nullable MarkedReview marked) {
    Thing thing = marked == null ? pageThing(clues.markup()) : marked.item();
    String name = marked == null ? thing == null ? null : thing.text("name") : marked.itemName();
    Naming naming = new Naming(clues.text(), heads(clues));
    List<Candidate<String>> titles = new ArrayList<>();
    if (name != null && thing != null)
      title(
          titles,
          Titles.withoutReviewWords(name),
          marked == null ? 0.7 : 0.9,
          thing.source(),
          name);
    if (clues.headline() != null) {
      String inHeadline = inHead(clues.headline(), naming);
      if (inHeadline != null)
        title(
            titles,
            inHeadline,
            TitleWords.review(clues.headline()) ? 0.75 : 0.55,
            "dom",
            clues.headline());
    }
    String inTitle = inHead(clues.documentTitle(), naming);
    if (inTitle != null && TitleWords.review(clues.documentTitle()))
      title(titles, inTitle, 0.6, "dom", clues.documentTitle());
    String og = clues.markup().meta("og:title");
    String inOg = og == null ? null : inHead(og, naming);
    if (og != null && inOg != null && TitleWords.review(og)) title(titles, inOg, 0.5, "meta", og);
    if (marked == null || titles.isEmpty()) whole(titles, clues);
    beforeStars(titles, clues.text());
    DatedTitle.of(clues.headline(), clues.documentTitle(), clues.text())
        .filter(dated -> !TitleWords.review(dated))
        .ifPresent(dated -> title(titles, dated, 0.8, "text", dated));
    Optional<Candidate<String>> title = Candidate.fuse(agreed(titles), Ids::fold);
    return title.map(t -> found(clues, thing, settled(t, clues, thing, naming)));
  }

  private static List<String> heads(Clues clues) {
    List<String> out = new ArrayList<>();
    if (clues.headline() != null) out.add(clues.headline());
    out.add(clues.documentTitle());
    String og = clues.markup().meta("og:title");
    if (og != null) out.add(og);
    return out;
  }

  private static @Nullable String inHead(String head, Naming naming) {
    String title = Titles.inHeadline(head);
    String later = title == null ? null : naming.behindColon(head, title);
    return later == null ? title : later;
  }

  /// A title that only a headline gives is as long as the page's own text says.
  private static Candidate<String> settled(
      Candidate<String> title, Clues clues, @Nullable Thing thing, Naming naming) {
    boolean given = !title.source().equals("dom") || Titles.quoted(title.evidence()) != null;
    if (given) return title;
    String type = type(clues, thing, Facts.of(""));
    boolean made = type.equals("product") || type.equals("service") || type.equals("other");
    String name = naming.settled(title.value(), made);
    return new Candidate<>(name, title.confidence(), title.source(), title.evidence());
  }

  /// A title and the same with a subtitle agree: the one that is better known stands for both.
  private static List<Candidate<String>> agreed(List<Candidate<String>> titles) {
    List<Candidate<String>> out = new ArrayList<>();
    for (Candidate<String> one : titles) {
      Candidate<String> same = one;
      for (Candidate<String> other : titles) {
        if (other.confidence() > same.confidence() && extend(one.value(), other.value()))
          same = other;
      }
      out.add(new Candidate<>(same.value(), one.confidence(), one.source(), one.evidence()));
    }
    return out;
  }

  private static boolean extend(String one, String other) {
    String a = Ids.fold(one) + " ";
    String b = Ids.fold(other) + " ";
    return a.startsWith(b) || b.startsWith(a);
  }

  /// Where the headline has no word for a review, its first part, or all of it where the browser's
  /// title says that this is a review of it.
  private static void whole(List<Candidate<String>> titles, Clues clues) {
    String headline = clues.headline();
    if (headline == null || TitleWords.review(headline)) return;
    if (TitleWords.review(clues.documentTitle()) && clues.documentTitle().contains(headline)) {
      title(titles, headline, 0.65, "dom", clues.documentTitle());
    } else if (TitleWords.review(clues.url())) {
      int colon = headline.indexOf(": ");
      if (colon > 2) title(titles, headline.substring(0, colon), 0.55, "dom", headline);
    }
  }

  /// `ONE TITLE ★★★★` by itself in a line near the top names what the stars are for.
  private static void beforeStars(List<Candidate<String>> titles, String text) {
    String[] lines = text.substring(0, Math.min(text.length(), TOP)).split("\n");
    for (String line : lines) {
      int star = line.indexOf('★');
      if (star < 3 || star > 80 || line.length() > 100) continue;
      String name = line.substring(0, star).strip();
      if (TitleWords.words(name).size() > 8 || TitleWords.review(name) || name.endsWith(":"))
        continue;
      title(titles, asInText(name, text), 0.7, "text", line);
      return;
    }
  }

  /// `ONE TITLE` as the text writes it elsewhere.
  private static String asInText(String name, String text) {
    if (!name.equals(name.toUpperCase(Locale.ROOT))) return name;
    var capitalised = new StringBuilder();
    for (String word : name.split(" ")) {
      if (word.isEmpty()) continue;
      if (!capitalised.isEmpty()) capitalised.append(' ');
      capitalised.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return text.contains(capitalised) ? capitalised.toString() : name;
  }

  private static void title(
      List<Candidate<String>> titles,
      String title,
      double confidence,
      String source,
      String evidence) {
    String line = Clean.line(Titles.tidy(title), LONGEST);
    if (line != null && !Ids.fold(line).isEmpty())
      titles.add(new Candidate<>(line, confidence, source, evidence));
  }

  /// The only thing that a page is about, where its mark-up has one.
  private static @Nullable Thing pageThing(Markup markup) {
    Thing found = null;
    for (Thing thing :
        markup.all(
            "Movie",
            "TVSeries",
            "TVSeason",
            "TVEpisode",
            "Book",
            "VideoGame",
            "MusicAlbum",
            "MusicRecording",
            "Product",
            "SoftwareApplication",
            "Car")) {
      if (thing.role() != null
          && !thing.role().equals("mainEntity")
          && !thing.role().equals("about")
          && !thing.role().equals("itemReviewed")) continue;
      if (found != null
          && !Ids.fold(String.valueOf(thing.text("name")))
              .equals(Ids.fold(String.valueOf(found.text("name"))))) return null;
      if (found == null && thing.text("name") != null) found = thing;
    }
    return found;
  }

  private static Found found(Clues clues, @Nullable Thing thing, Candidate<String> name) {
    String title = name.value();
    Facts facts = Facts.of(clues.text());
    String type = type(clues, thing, facts);
    Candidate<Integer> known = Years.of(clues, thing, facts, title, type);
    Integer year = known == null ? null : known.value();
    boolean screen = type.equals("movie") || type.equals("tv");
    List<String> directors = thing == null ? List.of() : names(thing.texts("director"));
    List<String> cast = thing == null ? List.of() : names(thing.texts("actor"));
    if (cast.isEmpty() && thing != null) cast = names(thing.texts("actors"));
    if (directors.isEmpty() && screen) directors = people(facts, Sort.DIRECTOR);
    if (directors.isEmpty() && screen) directors = names(People.directors(clues.text()));
    if (cast.isEmpty() && screen) cast = people(facts, Sort.CAST);
    if (cast.isEmpty() && screen) cast = names(People.cast(clues.text()));
    List<String> genres = thing == null ? List.of() : names(thing.texts("genre"));
    if (genres.isEmpty()) genres = names(facts.list(Sort.GENRE));
    Map<String, String> ids = Elsewhere.ids(thing, clues.links(), facts);
    Item item =
        new Item(Ids.item(type, title, year), type, title, year, directors, cast, genres, ids);
    return Linking.link(clues, thing, new Found(item, name, known, null));
  }

  /// Those of a row that look like names of people.
  private static List<String> people(Facts facts, Sort sort) {
    List<String> out = new ArrayList<>();
    for (String one : facts.list(sort)) out.addAll(People.names(one));
    return names(out);
  }

  private static List<String> names(List<String> texts) {
    List<String> out = new ArrayList<>();
    for (String text : texts) {
      String line = Clean.line(text, 100);
      if (line != null && !line.startsWith("http") && out.size() < 20 && !out.contains(line))
        out.add(line);
    }
    return out;
  }

  private static String type(Clues clues, @Nullable Thing thing, Facts facts) {
    String marked = thing == null ? null : MarkedReview.kind(thing);
    String headline = clues.headline() == null ? clues.documentTitle() : clues.headline();
    Map<String, Double> weights =
        Kinds.weigh(
            headline,
            clues.url(),
            clues.text(),
            DatedTitle.of(clues.headline(), clues.documentTitle(), clues.text()).isPresent(),
            facts.kinds());
    if (marked != null && !(marked.equals("product") || marked.equals("service"))) return marked;
    String best = marked == null ? "other" : marked;
    double most = marked == null ? 0.25 : 0.55;
    for (var one : weights.entrySet()) {
      if (one.getValue() > most) {
        most = one.getValue();
        best = one.getKey();
      }
    }
    String og = clues.markup().meta("og:type");
    if (og != null && best.equals("other")) {
      if (og.equals("video.movie")) return "movie";
      if (og.startsWith("video.tv")) return "tv";
      if (og.startsWith("book") || og.equals("books.book")) return "book";
      if (og.startsWith("music")) return "music";
    }
    return best;
  }
}
