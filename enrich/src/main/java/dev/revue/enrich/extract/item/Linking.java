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
  /// Years below this are guesses: the title may well be of another.
  private static final double STATED = 0.8;

  /// Where people live, eat and pay is in no catalogue of titles.
  private static final Set<String> NO_TITLES = Set.of("place", "service");

  private Linking() {}

  static Found link(Clues clues, @Nullable Thing thing, Found found) {
    Item item = found.item();
    if (NO_TITLES.contains(item.type())) return found;
    Candidate<Integer> year = found.year();
    String headline = clues.headline() == null ? "" : clues.headline();
    Query query =
        new Query(
            found.title().value(),
            item.type(),
            item.year(),
            makers(thing, item),
            item.ids(),
            headline + "\n" + clues.text(),
            clues.publishedAt() == null ? null : Years.leading(clues.publishedAt()));
    Optional<Link> link = clues.catalog().link(query);
    boolean guessed = year != null && year.confidence() < STATED;
    if (link.isEmpty() && guessed) link = clues.catalog().link(query.withoutYear());
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

  private static List<String> makers(@Nullable Thing thing, Item item) {
    List<String> out = new ArrayList<>(item.directors());
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
