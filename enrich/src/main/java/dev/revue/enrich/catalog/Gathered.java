package dev.revue.enrich.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One title while its rows come together.
final class Gathered {
  private static final int MOST_TITLES = 60;
  static final int MOST_MAKERS = 10;

  private final Set<String> titles = new LinkedHashSet<>();
  private final Map<Integer, String> makers = new TreeMap<>();
  private @Nullable Entry entry;
  private long votes;

  /// What names the title; of several the last, with the names of all.
  void is(Entry now) {
    Entry before = entry;
    if (before == null) {
      entry = now;
      return;
    }
    before.titles().forEach(this::alsoCalled);
    Map<String, String> ids = new LinkedHashMap<>(before.ids());
    ids.putAll(now.ids());
    entry =
        new Entry(
            now.id(),
            now.type(),
            now.titles(),
            now.year() == null ? before.year() : now.year(),
            now.until() == null ? before.until() : now.until(),
            or(now.makers(), before.makers()),
            or(now.cast(), before.cast()),
            or(now.genres(), before.genres()),
            ids,
            Math.max(now.votes(), before.votes()));
  }

  void alsoCalled(String title) {
    if (titles.size() < MOST_TITLES) titles.add(title);
  }

  void madeBy(int order, String name) {
    if (order < MOST_MAKERS) makers.put(order, name);
  }

  void votes(long count) {
    votes = count;
  }

  /// Empty where nothing names the title.
  Optional<Entry> entry() {
    Entry named = entry;
    if (named == null) return Optional.empty();
    Set<String> all = new LinkedHashSet<>(named.titles());
    for (String title : titles) if (!Name.of(title).key().isEmpty()) all.add(title);
    return Optional.of(
        new Entry(
            named.id(),
            named.type(),
            distinct(all),
            named.year(),
            named.until(),
            or(named.makers(), List.copyOf(makers.values())),
            named.cast(),
            named.genres(),
            named.ids(),
            Math.max(votes, named.votes())));
  }

  /// Names that are written alike are one: most of the world writes the original title.
  private static List<String> distinct(Set<String> titles) {
    Set<String> plain = new LinkedHashSet<>();
    List<String> out = new ArrayList<>();
    for (String title : titles) if (plain.add(Name.of(title).plain())) out.add(title);
    return out;
  }

  private static List<String> or(List<String> first, List<String> second) {
    return first.isEmpty() ? second : first;
  }
}
