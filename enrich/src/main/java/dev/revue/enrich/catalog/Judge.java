package dev.revue.enrich.catalog;

import dev.revue.enrich.catalog.Candidate.How;
import dev.revue.enrich.catalog.Catalog.Link;
import dev.revue.enrich.catalog.Catalog.Query;
import dev.revue.enrich.catalog.Decision.Weighed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Weighs what speaks for each candidate. One is chosen where enough does, and clearly more than
/// for any other; a wrong link is worse than none, because it mixes two titles' scores.
final class Judge {
  private static final double ENOUGH = 2;
  private static final double ENOUGH_WITHOUT_TYPE = 3;
  private static final double CLEARLY = 0.5;
  private static final double YEAR = 2;
  private static final double NEXT_YEAR = 1.5;
  private static final double NEW = 1;
  private static final double MAKER = 2;
  private static final double MAKER_IN_TEXT = 1.5;
  private static final double CAST_IN_TEXT = 0.5;
  private static final double TELLING = 1;

  /// So much better known that nobody means the other without saying so.
  private static final long FAME = 50;

  private static final long FAMOUS = 1_000;
  private static final double A_YEAR_OFF = 1;
  private static final int LONGEST_TEXT = 50_000;

  private final Query query;
  private final int telling;
  private final List<Set<String>> makers;
  private String folded = "";

  private Judge(Query query, Name name) {
    this.query = query;
    this.telling = name.telling();
    this.makers = query.makers().stream().map(Judge::person).toList();
  }

  static Decision choose(Query query, Name name, List<Candidate> candidates) {
    List<Weighed> ranked = weigh(query, name, candidates);
    if (ranked.isEmpty()) return new Decision(ranked, Optional.empty(), "no title is like it");
    Weighed best = ranked.getFirst();
    if (!best.enough())
      return new Decision(ranked, Optional.empty(), "not enough speaks for the likeliest");
    for (Weighed other : ranked.subList(1, ranked.size()))
      if (rivals(best, other))
        return new Decision(ranked, Optional.empty(), "two are nearly as likely");
    double confidence = Math.min(0.99, 0.75 + 0.06 * best.weight());
    var link = new Link(best.entry(), Math.round(confidence * 100) / 100.0, best.evidence());
    return new Decision(ranked, Optional.of(link), "sure enough");
  }

  /// The likeliest first; of equal ones the better known, then by id.
  private static List<Weighed> weigh(Query query, Name name, List<Candidate> candidates) {
    var judge = new Judge(query, name);
    var out = new ArrayList<Weighed>();
    for (Candidate one : candidates) judge.weigh(one).ifPresent(out::add);
    out.sort((a, b) -> {
      int weight = Double.compare(b.weight(), a.weight());
      Entry one = a.entry();
      Entry other = b.entry();
      int votes = weight != 0 ? weight : Long.compare(other.votes(), one.votes());
      return votes != 0 ? votes : one.id().compareTo(other.id());
    });
    return out;
  }

  private static boolean rivals(Weighed best, Weighed other) {
    double lead = best.weight() - other.weight();
    long votes = best.entry().votes();
    long others = other.entry().votes();
    // Whoever is a year off means the better known one.
    if (lead < A_YEAR_OFF && others > votes) return true;
    return lead < CLEARLY && (votes < FAMOUS || votes < FAME * others);
  }

  private Optional<Weighed> weigh(Candidate candidate) {
    Entry entry = candidate.entry();
    if (namesAnother(entry)) return Optional.empty();
    double weight = candidate.how().weight;
    var evidence = new ArrayList<String>();
    evidence.add(entry.title());
    boolean dated = false;
    Integer year = query.year();
    if (year != null && entry.year() != null) {
      int until = entry.until() == null ? entry.year() : entry.until();
      dated = true;
      boolean within = year >= entry.year() && year <= until;
      weight += within ? YEAR : NEXT_YEAR;
      evidence.add(year.toString());
    } else if (fresh(entry)) {
      weight += NEW;
      evidence.add("new");
    }
    double people = people(entry, dated, evidence);
    if (people < 0) return Optional.empty();
    weight += people + Math.min(2, Math.max(0, telling - 1)) * TELLING;
    return Optional.of(
        new Weighed(
            entry, weight, enough(candidate, weight, dated, people), String.join(", ", evidence)));
  }

  private boolean enough(Candidate candidate, double weight, boolean dated, double people) {
    if (candidate.how() == How.ID) return true;
    if (candidate.how() == How.HEAD && !dated) return false;
    if (candidate.how().weight < How.HEAD.weight && !dated && people < MAKER_IN_TEXT) return false;
    // Another spelling only matters where a title is spelt just so.
    double sure = candidate.how() == How.ALIKE ? weight - How.ALIKE.weight : weight;
    if (query.type().equals(candidate.entry().type())) return sure >= ENOUGH;
    return sure >= ENOUGH_WITHOUT_TYPE
        && (people >= MAKER_IN_TEXT || (dated && query.type().equals("other")));
  }

  /// Whether the page says that it is another title of the same catalogue.
  private boolean namesAnother(Entry entry) {
    return query.ids().entrySet().stream()
        .anyMatch(
            id -> !id.getValue().equals(entry.ids().getOrDefault(id.getKey(), id.getValue())));
  }

  /// A review of about the same year as the title.
  private boolean fresh(Entry entry) {
    Integer published = query.published();
    if (published == null || entry.year() == null) return false;
    int age = published - entry.year();
    return age >= 0 && age <= 1;
  }

  /// What the people say for the entry; less than 0 where the page names other makers.
  private double people(Entry entry, boolean dated, List<String> evidence) {
    double weight = 0;
    for (String maker : entry.makers()) {
      if (weight < MAKER && !makers.isEmpty() && makers.contains(person(maker))) {
        weight = MAKER;
        evidence.add(maker);
      } else if (weight == 0 && inText(maker)) {
        weight = MAKER_IN_TEXT;
        evidence.add(maker);
      }
    }
    // Every episode of a series may have a director of its own.
    if (entry.type().equals("tv") && dated) return weight + cast(entry, evidence);
    boolean others = !makers.isEmpty() && !entry.makers().isEmpty() && weight < MAKER;
    if (others && !(dated && weight > 0)) return -1;
    return weight + cast(entry, evidence);
  }

  private double cast(Entry entry, List<String> evidence) {
    double cast = 0;
    for (String actor : entry.cast()) {
      if (cast >= 2 * CAST_IN_TEXT || !inText(actor)) continue;
      cast += CAST_IN_TEXT;
      evidence.add(actor);
    }
    return cast;
  }

  /// Only whole names count: surnames are words, too.
  private boolean inText(String person) {
    if (query.text().isBlank()) return false;
    List<String> words = Words.of(person);
    String last = words.isEmpty() ? "" : words.getLast();
    if (words.size() < 2 && last.length() < 6) return false;
    if (folded.isEmpty()) folded = Words.fold(query.text(), LONGEST_TEXT);
    return folded.contains(" " + String.join(" ", words) + " ");
  }

  /// A name in any order: Bong Joon Ho is Joon-ho Bong.
  private static Set<String> person(String name) {
    return new HashSet<>(Words.of(name));
  }
}
