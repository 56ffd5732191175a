package dev.revue.bench.catalog;

import dev.revue.bench.catalog.MadeUpTitles.Title;
import dev.revue.enrich.catalog.Catalog.Link;
import dev.revue.enrich.catalog.Catalog.Query;
import dev.revue.enrich.catalog.CatalogBuild;
import dev.revue.enrich.catalog.CatalogIndex;
import dev.revue.enrich.catalog.ShippedCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Builds a catalogue of so many made-up titles as the argument says (1000000) in the folder that
/// the second names, or uses the one that is there; then asks it on one thread and prints, for each
/// kind of question, how many links are right and wrong and how long they took.
public final class CatalogBench {
  private static final int QUESTIONS = 20_000;

  private CatalogBench() {}

  /// A question and the right answer; null where no title is meant.
  private record Asked(Query query, @Nullable String right) {}

  private interface Asker {
    Asked ask(SplittableRandom random);
  }

  public static void main(String[] args) throws IOException {
    int count = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    Path folder = args.length > 1 ? Path.of(args[1]) : Files.createTempDirectory("revue-catalog");
    var titles = new MadeUpTitles(count);
    Path catalog = folder.resolve("catalog-" + count);
    if (!Files.exists(catalog)) build(titles, folder, catalog);
    try (CatalogIndex index = CatalogIndex.open(catalog)) {
      say("%,d titles, %,d MB on disk", index.size(), megabytes(catalog));
      ask(index, titles, count);
    }
    startOfTheShipped();
  }

  private static void build(MadeUpTitles titles, Path folder, Path catalog) throws IOException {
    Path tables = Files.createDirectories(folder.resolve("tables"));
    long began = System.nanoTime();
    List<Path> files = titles.write(tables);
    say("tables written in %.0f s, %,d MB", seconds(began), megabytes(tables));
    began = System.nanoTime();
    var built = new CatalogBuild(System.err::println, System.err::println).build(catalog, files);
    say(
        "built in %.0f s: %,d titles of %,d lines, %d bad; heap at most %,d MB",
        seconds(began),
        built.titles(),
        built.lines(),
        built.bad(),
        Runtime.getRuntime().totalMemory() >> 20);
    for (Path file : files) Files.delete(file);
  }

  private static void ask(CatalogIndex index, MadeUpTitles titles, int count) {
    var askers = new java.util.LinkedHashMap<String, Asker>();
    askers.put(
        "name, year, director", r -> asked(titles, pick(titles, count, r), r, 0, true, false));
    askers.put("name, year", r -> asked(titles, pick(titles, count, r), r, 0, false, false));
    askers.put(
        "name, year off by one", r -> asked(titles, pick(titles, count, r), r, 1, false, false));
    askers.put(
        "name, year off, director", r -> asked(titles, pick(titles, count, r), r, 1, true, false));
    askers.put("name, director", r -> asked(titles, pick(titles, count, r), r, 9, true, false));
    askers.put("name alone", r -> asked(titles, pick(titles, count, r), r, 9, false, false));
    askers.put(
        "slip, year, director", r -> asked(titles, pick(titles, count, r), r, 0, true, true));
    askers.put("slip, year", r -> asked(titles, pick(titles, count, r), r, 0, false, true));
    askers.put("slip, director", r -> asked(titles, pick(titles, count, r), r, 9, true, true));
    askers.put(
        "no such name",
        r -> new Asked(query(titles.nobodys(r), "movie", 1950 + r.nextInt(70), List.of()), null));
    askers.put("a remake not there", r -> remake(titles, pick(titles, count, r), r));
    askers.put("a namesake of that year", r -> namesake(titles, pick(titles, count, r), r));
    askers.values().forEach(asker -> run(index, asker, 2_000)); // warm
    List<Long> all = new ArrayList<>();
    for (var one : askers.entrySet()) {
      Result result = run(index, one.getValue(), QUESTIONS);
      say(
          "%-26s right %5.1f %%  none %5.1f %%  wrong %5.2f %%  (precision %.4f)  %s",
          one.getKey(),
          100.0 * result.right / QUESTIONS,
          100.0 * result.none / QUESTIONS,
          100.0 * result.wrong / QUESTIONS,
          result.right + result.wrong == 0
              ? 1
              : (double) result.right / (result.right + result.wrong),
          times(result.nanos));
      all.addAll(result.nanos);
    }
    say("%-26s %s", "all", times(all));
  }

  private record Result(int right, int none, int wrong, List<Long> nanos) {}

  private static Result run(CatalogIndex index, Asker asker, int count) {
    var random = new SplittableRandom(11);
    int right = 0;
    int none = 0;
    int wrong = 0;
    var nanos = new ArrayList<Long>(count);
    for (int i = 0; i < count; i++) {
      Asked asked = asker.ask(random);
      long began = System.nanoTime();
      Optional<Link> link = index.link(asked.query());
      nanos.add(System.nanoTime() - began);
      if (link.isEmpty()) none++;
      else if (link.get().entry().id().equals(asked.right())) right++;
      else wrong++;
    }
    return new Result(right, none, wrong, nanos);
  }

  /// Reviews are of what is well known more often than not: the best known of eight.
  private static Title pick(MadeUpTitles titles, int count, SplittableRandom random) {
    Title best = titles.title(1 + random.nextInt(count));
    for (int i = 0; i < 7; i++) {
      Title other = titles.title(1 + random.nextInt(count));
      if (other.votes() > best.votes()) best = other;
    }
    return best;
  }

  /// @param off how far the year is off; 9 = there is none
  private static Asked asked(
      MadeUpTitles titles,
      Title title,
      SplittableRandom random,
      int off,
      boolean director,
      boolean slip) {
    Integer year =
        off == 9 ? null : Integer.valueOf(title.year() + (random.nextBoolean() ? off : -off));
    String name = slip ? slipped(title.name(), random) : title.name();
    List<String> makers = director ? List.of(titles.director(title.director())) : List.of();
    return new Asked(query(name, kind(title), year, makers), title.id());
  }

  private static Asked remake(MadeUpTitles titles, Title title, SplittableRandom random) {
    List<String> makers = random.nextBoolean() ? List.of() : List.of(titles.nobodys(random));
    return new Asked(query(title.name(), kind(title), 2029 + random.nextInt(4), makers), null);
  }

  private static Asked namesake(MadeUpTitles titles, Title title, SplittableRandom random) {
    List<String> makers = List.of(titles.nobodys(random));
    return new Asked(query(title.name(), "movie", title.year(), makers), null);
  }

  private static Query query(
      String name, String type, @Nullable Integer year, List<String> makers) {
    return new Query(name, type, year, makers, Map.of(), "", null);
  }

  private static String kind(Title title) {
    return switch (title.type()) {
      case "tvSeries" -> "tv";
      case "videoGame" -> "game";
      default -> "movie";
    };
  }

  private static String slipped(String name, SplittableRandom random) {
    List<Integer> letters = new ArrayList<>();
    for (int i = 1; i + 1 < name.length(); i++)
      if (Character.isLetter(name.charAt(i)) && Character.isLetter(name.charAt(i + 1)))
        letters.add(i);
    if (letters.isEmpty()) return name;
    int at = letters.get(random.nextInt(letters.size()));
    char other = (char) ('a' + random.nextInt(26));
    return switch (random.nextInt(4)) {
      case 0 -> name.substring(0, at) + name.substring(at + 1);
      case 1 -> name.substring(0, at) + other + name.substring(at);
      case 2 -> name.substring(0, at) + other + name.substring(at + 1);
      default ->
          name.substring(0, at) + name.charAt(at + 1) + name.charAt(at) + name.substring(at + 2);
    };
  }

  private static void startOfTheShipped() {
    long began = System.nanoTime();
    int size = ShippedCatalog.index().size();
    say("the catalogue that comes along: %d titles, made in %.0f ms", size, 1000 * seconds(began));
  }

  private static String times(List<Long> nanos) {
    List<Long> sorted = nanos.stream().sorted().toList();
    return String.format(
        Locale.ROOT,
        "p50 %.3f ms  p99 %.3f ms  most %.1f ms",
        at(sorted, 0.5),
        at(sorted, 0.99),
        at(sorted, 1));
  }

  private static double at(List<Long> sorted, double share) {
    return sorted.get((int) Math.min(sorted.size() - 1, share * sorted.size())) / 1e6;
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }

  private static long megabytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum() >> 20;
    }
  }

  private static void say(String what, Object... values) {
    System.out.printf(Locale.ROOT, what + "%n", values);
  }
}
