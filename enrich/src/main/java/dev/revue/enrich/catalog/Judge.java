package dev.revue.enrich.catalog;

import dev.revue.enrich.catalog.Candidate.How;
import dev.revue.enrich.catalog.Catalog.Link;
import dev.revue.enrich.catalog.Catalog.Query;
import dev.revue.enrich.catalog.Decision.Weighed;
import java.util.ArrayList;
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

  /// So well known that the name without more means it.
  private static final long VERY_FAMOUS = 100_000;

  /// Words that tell something, of a name that is given once.
  private static final int LONG = 5;

  private static final int LONG_IF_KNOWN = 3;

  /// Kinds of which parts and sequels have the whole's name and one of their own.
  private static final Set<String> PARTED = Set.of("tv", "game");

  private static final double A_YEAR_OFF = 1;
  private static final int LONGEST_TEXT = 50_000;

  private final Query query;
  private final int telling;
  private final int tellingOfHead;
  private final boolean alone;
  private final List<Person> makers;
  private final String title;
  private String folded = "";

  private Judge(Query query, Name name, boolean alone) {
    this.query = query;
    this.telling = name.telling();
    String head = Name.head(query.title());
    this.tellingOfHead = head.isEmpty() ? telling : Name.of(head).telling();
    this.alone = alone;
    this.makers = query.makers().stream().map(Person::of).toList();
    this.title = Words.fold(query.title(), LONGEST_TEXT);
  }

  static Decision choose(Query query, Name name, List<Candidate> candidates) {
    List<Scored> scored = weigh(query, name, candidates);
    List<Weighed> ranked = scored.stream().map(Scored::weighed).toList();
    if (ranked.isEmpty()) return new Decision(ranked, Optional.empty(), "no title is like it");
    Weighed best = ranked.getFirst();
    if (!best.enough())
      return new Decision(ranked, Optional.empty(), "not enough speaks for the likeliest");
    for (Scored other : scored.subList(1, scored.size()))
      if (rivals(scored.getFirst(), other))
        return new Decision(ranked, Optional.empty(), "two are nearly as likely");
    double confidence = Math.min(0.99, 0.75 + 0.06 * best.weight());
    var link = new Link(best.entry(), Math.round(confidence * 100) / 100.0, best.evidence());
    return new Decision(ranked, Optional.of(link), "sure enough");
  }

  private record Scored(Weighed weighed, How how) {}

  /// What the people say.
  ///
  /// @param named whether the page names a maker as one
  private record People(double weight, boolean named) {}

  /// The likeliest first; of equal ones the better known, then by id.
  private static List<Scored> weigh(Query query, Name name, List<Candidate> candidates) {
    var judge = new Judge(query, name, candidates.size() == 1);
    var out = new ArrayList<Scored>();
    for (Candidate one : candidates)
      judge.weigh(one).ifPresent(weighed -> out.add(new Scored(weighed, one.how())));
    out.sort((a, b) -> {
      int weight = Double.compare(b.weighed().weight(), a.weighed().weight());
      Entry one = a.weighed().entry();
      Entry other = b.weighed().entry();
      int votes = weight != 0 ? weight : Long.compare(other.votes(), one.votes());
      return votes != 0 ? votes : one.id().compareTo(other.id());
    });
    return out;
  }

  private static boolean rivals(Scored first, Scored next) {
    boolean whole = first.how() == How.SAME;
    if (whole && (next.how() == How.HEAD || next.how() == How.LONGER)) return false;
    Weighed best = first.weighed();
    Weighed other = next.weighed();
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
    boolean linked = linked(entry);
    if (linked) {
      weight += How.ID.weight;
      evidence.add("link");
    }
    Optional<People> said = people(entry, dated, evidence);
    if (said.isEmpty()) return Optional.empty();
    People people = said.get();
    int words = ofHead(candidate.how()) ? tellingOfHead : telling;
    weight += people.weight() + Math.min(2, Math.max(0, words - 1)) * TELLING;
    boolean enough = enough(candidate, weight, dated, linked, people);
    return Optional.of(new Weighed(entry, weight, enough, String.join(", ", evidence)));
  }

  /// Whether only a part of the page's name speaks for the entry.
  private boolean ofHead(How how) {
    return how == How.LONGER || (how == How.ALIKE && Name.version(query.title()));
  }

  private boolean enough(
      Candidate candidate, double weight, boolean dated, boolean linked, People people) {
    How how = candidate.how();
    Entry entry = candidate.entry();
    if (how == How.ID) return true;
    if (how == How.LONGER && !(people.named() && !PARTED.contains(entry.type()))) return false;
    if (linked && how != How.LONGER && how.weight >= How.HEAD.weight) return true;
    if (how == How.HEAD && !dated) return false;
    if (how.weight < How.HEAD.weight && !dated && people.weight() < MAKER_IN_TEXT) return false;
    if (!dated && people.weight() < 2 * CAST_IN_TEXT && !unmistakable(candidate)) return false;
    // Another spelling only matters where a title is spelt just so.
    double sure = how == How.ALIKE ? weight - How.ALIKE.weight : weight;
    if (query.type().equals(entry.type())) return sure >= ENOUGH;
    boolean other = query.type().equals("other");
    // Films are what people name with their year.
    boolean film = dated && other && entry.type().equals("movie");
    return sure >= ENOUGH_WITHOUT_TYPE && (people.named() || film);
  }

  /// Whether a name alone is enough: no other title has one like it, and nobody would give it
  /// again.
  private boolean unmistakable(Candidate candidate) {
    if (!alone || candidate.how() != How.SAME) return false;
    Entry entry = candidate.entry();
    boolean known = entry.votes() >= VERY_FAMOUS || fresh(entry);
    return telling >= LONG || (known && telling >= LONG_IF_KNOWN);
  }

  /// Whether the page links to the entry in another catalogue.
  private boolean linked(Entry entry) {
    return query.links().entrySet().stream()
        .anyMatch(link -> link.getValue().equals(entry.ids().get(link.getKey())));
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

  /// What the people say for the entry; empty where the page names other makers.
  private Optional<People> people(Entry entry, boolean dated, List<String> evidence) {
    double weight = 0;
    for (String maker : entry.makers()) {
      Person person = Person.of(maker);
      if (weight < MAKER && makers.stream().anyMatch(person::same)) {
        weight = MAKER;
        evidence.add(maker);
      } else if (weight == 0 && inText(person)) {
        weight = MAKER_IN_TEXT;
        evidence.add(maker);
      }
    }
    boolean named = weight == MAKER;
    boolean others = !makers.isEmpty() && !entry.makers().isEmpty() && !named;
    // A series of the same name and years has its own creators; a film's page may name others, too.
    boolean forgiven = dated && weight > 0 && !entry.type().equals("tv");
    if (others && !forgiven) return Optional.empty();
    return Optional.of(new People(weight + cast(entry, evidence), named));
  }

  private double cast(Entry entry, List<String> evidence) {
    double cast = 0;
    for (String actor : entry.cast()) {
      if (cast >= 2 * CAST_IN_TEXT || !inText(Person.of(actor))) continue;
      cast += CAST_IN_TEXT;
      evidence.add(actor);
    }
    return cast;
  }

  /// Only whole names count, surnames are words, too; and none that the title has itself.
  private boolean inText(Person person) {
    if (query.text().isBlank() || person.words().size() < 2 || person.in(title)) return false;
    if (folded.isEmpty()) folded = Words.fold(query.text(), LONGEST_TEXT);
    return person.in(folded);
  }
}
