package dev.revue.bench.ingest;

import dev.revue.bench.ingest.Contender.Run;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.common.topic.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;

/// Prints what a page costs `revue ingest` (6,000 pages of 20 KB with 40 links from 100 hosts,
/// robots.txt obeyed, no delay; found by their links, judged and written to Kafka in transactions)
/// beside Scrapy and Crawlee, which are given the URLs, read title, links and text and write
/// nothing. Options: `--crawlee DIR` a folder where node finds `@crawlee/cheerio`, `--rounds N`
/// (3), `--warm-up N` (5), `--alone` without peers, `--minutes N` instead: one long run of ours.
/// The system property `revue.options` has options for our JVM, such as a profiler's.
public final class CrawlBench {
  private static final Duration SAMPLE = Duration.ofSeconds(10);
  private static final String PYTHON = "/usr/bin/python3";

  private final Path dir;
  private final MadeUpWeb web;
  private final Broker broker;

  private CrawlBench(Path dir, MadeUpWeb web, Broker broker) {
    this.dir = dir;
    this.web = web;
    this.broker = broker;
  }

  public static void main(String[] args) throws IOException {
    Options options = Options.of(args);
    Path dir = Files.createTempDirectory("revue-bench");
    try (MadeUpWeb web = MadeUpWeb.start(Files.createDirectory(dir.resolve("web")));
        Broker broker = Broker.start(dir.resolve("kafka"))) {
      new Topics(KafkaSettings.local(broker.bootstrap(), "bench")).apply();
      var bench = new CrawlBench(dir, web, broker);
      if (options.minutes > 0) bench.longRun(options.minutes);
      else bench.compare(options);
    } finally {
      try (var files = Files.walk(dir)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }

  private record Options(
      int rounds, int warmUp, int minutes, Optional<Path> crawlee, boolean alone) {
    static Options of(String[] args) {
      List<String> given = Arrays.asList(args);
      return new Options(
          Integer.parseInt(after(given, "--rounds").orElse("3")),
          Integer.parseInt(after(given, "--warm-up").orElse("5")),
          Integer.parseInt(after(given, "--minutes").orElse("0")),
          after(given, "--crawlee").map(Path::of).map(Path::toAbsolutePath),
          given.contains("--alone"));
    }

    private static Optional<String> after(List<String> given, String name) {
      int at = given.indexOf(name);
      return at < 0 || at + 1 >= given.size() ? Optional.empty() : Optional.of(given.get(at + 1));
    }
  }

  /// One that crawls, with how many crawls it needs to get up to speed.
  private record Entry(String name, int warmUp, Crawler crawler) {}

  @FunctionalInterface
  private interface Crawler {
    Run crawl(List<String> urls) throws IOException;
  }

  private void compare(Options options) throws IOException {
    var entries = new ArrayList<Entry>();
    var runs = new LinkedHashMap<String, List<Run>>();
    var crawlee = options.alone ? Optional.<Contender>empty() : crawlee(options.crawlee);
    try (Contender revue = Contender.start(revue())) {
      entries.add(new Entry("revue ingest", options.warmUp, revue::crawl));
      crawlee.ifPresent(
          peer -> entries.add(new Entry("Crawlee, cheerio", options.warmUp, peer::crawl)));
      if (!options.alone && scrapyIsHere()) {
        entries.add(new Entry("Scrapy, extractor", 0, urls -> scrapy(urls, "extractor")));
        entries.add(new Entry("Scrapy, selector", 0, urls -> scrapy(urls, "css")));
      }
      int most = Math.min(options.rounds, MadeUpWeb.WEBS - options.warmUp);
      for (int round = -options.warmUp; round < most; round++) {
        List<String> urls = web.urls(round + options.warmUp);
        for (Entry entry : entries) {
          if (round < -entry.warmUp) continue;
          Run run = entry.crawler.crawl(urls);
          mustBeAll(entry.name, run, urls.size());
          if (round < 0) continue;
          runs.computeIfAbsent(entry.name, _ -> new ArrayList<>()).add(run);
        }
      }
    } finally {
      if (crawlee.isPresent()) crawlee.get().close();
    }
    print(runs);
  }

  private static void mustBeAll(String name, Run run, int urls) {
    if (run.pages() != urls) {
      throw new IllegalStateException(name + " gave " + run.pages() + " of " + urls + " pages");
    }
  }

  private static void print(Map<String, List<Run>> runs) {
    System.out.printf(
        "%,d pages from %d hosts; medians, and least to most of %d runs%n",
        MadeUpWeb.HOSTS * MadeUpWeb.PAGES, MadeUpWeb.HOSTS, runs.values().iterator().next().size());
    System.out.printf(
        "%-18s %-22s %-24s %-22s %-8s %s%n",
        "", "CPU ms/page", "pages/s of CPU", "pages/s", "RSS MiB", "of it, per CPU second");
    double ours = median(runs.values().iterator().next(), Run::pagesPerCpuSecond);
    runs.forEach((name, found) ->
        System.out.printf(
            "%-18s %-22s %-24s %-22s %-8.0f revue is %.1f x%n",
            name,
            spread(found, "%.2f", Run::millisPerPage),
            spread(found, "%.0f", Run::pagesPerCpuSecond),
            spread(found, "%.0f", Run::pagesPerSecond),
            median(found, run -> run.residentKib() / 1024.0),
            ours / median(found, Run::pagesPerCpuSecond)));
  }

  private static String spread(List<Run> runs, String format, ToDoubleFunction<Run> of) {
    double[] all = runs.stream().mapToDouble(of).sorted().toArray();
    return (format + " (" + format + "-" + format + ")")
        .formatted(median(runs, of), all[0], all[all.length - 1]);
  }

  private static double median(List<Run> runs, ToDoubleFunction<Run> of) {
    return runs.stream().mapToDouble(of).sorted().toArray()[runs.size() / 2];
  }

  private void longRun(int minutes) throws IOException {
    Path urls = Files.write(dir.resolve("changing.txt"), web.changing());
    try (Contender revue = Contender.start(revue())) {
      revue.ask("KEEP " + urls, "KEPT");
      long end = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
      long seen = 0;
      long began = System.nanoTime();
      long last = began;
      Duration cpu = revue.cpu();
      System.out.printf(
          "%8s %10s %10s %12s %8s%n", "s", "pages/s", "events", "CPU ms/page", "RSS MiB");
      while (System.nanoTime() < end) {
        LockSupport.parkNanos(SAMPLE.toNanos());
        String[] said = revue.ask("LOOK", "SEEN").split(" ");
        long now = System.nanoTime();
        long pages = Long.parseLong(said[1]);
        Duration spent = revue.cpu();
        System.out.printf(
            "%8d %10.0f %10s %12.2f %8d%n",
            (now - began) / 1_000_000_000,
            (pages - seen) * 1e9 / (now - last),
            said[2],
            spent.minus(cpu).toNanos() / 1e6 / Math.max(1, pages - seen),
            revue.residentKib() / 1024);
        seen = pages;
        last = now;
        cpu = spent;
      }
      System.out.printf("%.0f pages/s over %d minutes%n", seen * 1e9 / (last - began), minutes);
    }
  }

  private List<String> revue() {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC"));
    command.addAll(List.of(System.getProperty("revue.options", "").split(" ")));
    command.removeIf(String::isEmpty);
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(RevueCrawler.class.getName(), broker.bootstrap(), dir.toString()));
    return command;
  }

  /// @param links how it finds them: `extractor`, as its manual has it, or `css`, which is cheaper
  private Run scrapy(List<String> urls, String links) throws IOException {
    var command = List.of(PYTHON, script("crawl_scrapy.py").toString(), links);
    try (Contender scrapy = Contender.start(command)) {
      return scrapy.crawl(urls);
    }
  }

  private static boolean scrapyIsHere() throws IOException {
    Process look = new ProcessBuilder(PYTHON, "-c", "import scrapy").start();
    boolean here = look.onExit().join().exitValue() == 0;
    if (!here) System.out.println("Scrapy: left out, " + PYTHON + " does not find it");
    return here;
  }

  private Optional<Contender> crawlee(Optional<Path> folder) throws IOException {
    if (folder.isEmpty()) {
      System.out.println("Crawlee: left out, no --crawlee DIR was given");
      return Optional.empty();
    }
    String script = script("crawl_crawlee.cjs").toString();
    return Optional.of(Contender.start(List.of("node", script, folder.get().toString())));
  }

  private Path script(String name) throws IOException {
    Path script = dir.resolve(name);
    try (InputStream in = CrawlBench.class.getResourceAsStream("/" + name)) {
      if (in == null) throw new IllegalStateException(name + " is not in this build");
      Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
    }
    return script;
  }
}
