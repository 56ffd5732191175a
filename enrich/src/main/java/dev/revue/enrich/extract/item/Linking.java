package dev.revue.enrich.extract.item;

import dev.revue.common.event.ReviewEvent.Item;
import dev.revue.enrich.catalog.Catalog.Link;
import dev.revue.enrich.catalog.Catalog.Query;
import dev.revue.enrich.catalog.Entry;
import dev.revue.enrich.extract.item.ItemFinder.Clues;
import dev.revue.enrich.extract.item.ItemFinder.Found;
import dev.revue.enrich.extract.markup.Thing;
import dev.revue.enrich.extract.text.Candidate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Joins what a page tells of its title with what the catalogue knows, where it is sure which title
/// that is. All names of a title become one item.
final class Linking {
  /// Years below this are guesses from the review's date: with one, a namesake of that year would
  /// be taken for the older title that is meant.
  private static final double STATED = 0.8;

  /// Where people live, eat and pay is in no catalogue of titles.
  private static final Set<String> NO_TITLES = Set.of("place", "service");

  private Linking() {}

  static Found link(Clues clues, @Nullable Thing thing, Found found) {
    Item item = found.item();
    if (NO_TITLES.contains(item.type())) return found;
    Candidate<Integer> year = found.year();
    boolean stated = year != null && year.confidence() >= STATED;
    Map<String, String> ids = Elsewhere.marked(thing);
    Map<String, String> links = new LinkedHashMap<>(item.ids());
    links.keySet().removeAll(ids.keySet());
    Query query =
        new Query(
            found.title().value(),
            item.type(),
            stated ? item.year() : null,
            makers(thing, item),
            ids,
            links,
            text(clues, item),
            clues.publishedAt() == null ? null : Years.leading(clues.publishedAt()));
    Optional<Link> link = clues.catalog().link(query);
    return link.map(known -> joined(found, known)).orElse(found);
  }

  private static Found joined(Found found, Link link) {
    Item page = found.item();
    Entry entry = link.entry();
    Map<String, String> ids = new LinkedHashMap<>(page.ids());
    ids.putAll(entry.ids());
    Item item =
        new Item(
            "c-" + entry.id(),
            entry.type(),
            entry.title(),
            entry.year() == null ? page.year() : entry.year(),
            entry.makers().isEmpty() ? page.directors() : entry.makers(),
            entry.cast().isEmpty() ? page.cast() : entry.cast(),
            entry.genres().isEmpty() ? page.genres() : entry.genres(),
            ids);
    var known = new Candidate<>(entry.id(), link.confidence(), "catalogue", link.evidence());
    Candidate<Integer> year = found.year();
    if (entry.year() != null && !entry.year().equals(page.year()))
      year = new Candidate<>(entry.year(), link.confidence(), "catalogue", link.evidence());
    return new Found(item, found.title(), year, known);
  }

  /// Where people of a candidate are looked for. Every episode of a series may have a director of
  /// its own: that a series names another says nothing.
  private static String text(Clues clues, Item item) {
    String headline = clues.headline() == null ? "" : clues.headline();
    String directors = item.type().equals("tv") ? String.join("\n", item.directors()) : "";
    return headline + "\n" + directors + "\n" + clues.text();
  }

  private static List<String> makers(@Nullable Thing thing, Item item) {
    List<String> out = new ArrayList<>();
    if (!item.type().equals("tv")) out.addAll(item.directors());
    if (thing == null) return out;
    String role =
        switch (item.type()) {
          case "book" -> "author";
          case "music" -> "byArtist";
          default -> "creator";
        };
    if (out.isEmpty()) out.addAll(thing.texts(role));
    return out;
  }
}
