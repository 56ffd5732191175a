package dev.revue.bench.extract;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.sun.management.ThreadMXBean;
import dev.revue.common.event.Version;
import dev.revue.enrich.extract.Extractor;
import dev.revue.enrich.extract.Page;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.dankito.readability4j.Readability4J;
import org.jsoup.Jsoup;
import org.slf4j.LoggerFactory;

/// Pages to text on one thread, in documents per second of CPU, milliseconds per page and F1 of the
/// main text, for Revue with all fields and for its peers, who get the same strings: the first
/// argument is a folder of labelled pages, `--node DIR` a folder where node finds (or npm may put)
/// Readability.js and linkedom.
public final class ExtractBench {
  private static final int WARM_UP = 3;
  private static final int ROUNDS = 3;

  private ExtractBench() {}

  /// One way to get from a page to its text.
  @FunctionalInterface
  interface Reading {
    String text(String url, String html);
  }

  /// What a way took for each page, in nanoseconds of CPU, and what it gave.
  record Measured(String name, List<Long> nanos, List<String> texts) {}

  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length == 0) {
      System.err.println("usage: ExtractBench FOLDER [--node DIR]");
      System.exit(2);
    }
    // It logs whole pages where it fails; that would be measured, too.
    if (LoggerFactory.getLogger("net.dankito.readability4j") instanceof Logger logger)
      logger.setLevel(Level.OFF);
    List<Labelled> pages = Labelled.read(Path.of(args[0]));
    long chars = pages.stream().mapToLong(p -> p.html().length()).sum();
    System.out.printf(
        Locale.ROOT,
        "%d pages, %d KB each in the mean; medians of %d rounds, CPU time of one thread%n",
        pages.size(),
        chars / 1024 / Math.max(1, pages.size()),
        ROUNDS);
    System.out.printf("%-26s %8s %10s %8s %8s%n", "", "docs/s", "median ms", "p99 ms", "text F1");
    Extractor extractor = new Extractor();
    show(pages, measure("Revue, all fields", pages, (url, html) -> revue(extractor, url, html)));
    show(pages, measure("jsoup, parsing alone", pages, ExtractBench::parseAlone));
    show(pages, measure("Readability4J", pages, ExtractBench::readability4J));
    Path node = args.length == 3 && args[1].equals("--node") ? Path.of(args[2]) : null;
    if (node == null) System.out.println("Readability.js: left out, no --node DIR was given");
    else NodePeer.measure(pages, node, WARM_UP, ROUNDS).ifPresent(one -> show(pages, one));
  }

  private static String revue(Extractor extractor, String url, String html) {
    return extractor
        .extract(new Page(url, html, Version.none(), Instant.EPOCH, null, Map.of(), Map.of()))
        .text();
  }

  private static String parseAlone(String url, String html) {
    return Jsoup.parse(html, url).title();
  }

  private static String readability4J(String url, String html) {
    String text = new Readability4J(url, html).parse().getTextContent();
    return text == null ? "" : text;
  }

  private static Measured measure(String name, List<Labelled> pages, Reading reading) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[][] rounds = new long[ROUNDS][pages.size()];
    List<String> texts = new ArrayList<>();
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      texts.clear();
      for (int i = 0; i < pages.size(); i++) {
        long begin = threads.getCurrentThreadCpuTime();
        texts.add(text(reading, pages.get(i)));
        if (round >= 0) rounds[round][i] = threads.getCurrentThreadCpuTime() - begin;
      }
    }
    return new Measured(name, medians(rounds), List.copyOf(texts));
  }

  /// A peer that fails on a page has read nothing of it.
  private static String text(Reading reading, Labelled page) {
    try {
      return reading.text(page.url(), page.html());
    } catch (RuntimeException | StackOverflowError e) {
      return "";
    }
  }

  private static List<Long> medians(long[][] rounds) {
    List<Long> out = new ArrayList<>();
    for (int i = 0; i < rounds[0].length; i++) {
      long[] one = new long[rounds.length];
      for (int round = 0; round < rounds.length; round++) one[round] = rounds[round][i];
      Arrays.sort(one);
      out.add(one[one.length / 2]);
    }
    return out;
  }

  private static void show(List<Labelled> pages, Measured measured) {
    long[] sorted = measured.nanos().stream().mapToLong(Long::longValue).sorted().toArray();
    double seconds = Arrays.stream(sorted).sum() / 1e9;
    double f1 = 0;
    for (int i = 0; i < pages.size(); i++)
      f1 += Overlap.f1(pages.get(i).text(), measured.texts().get(i), pages.get(i).gram());
    boolean reads = !measured.name().startsWith("jsoup");
    System.out.printf(
        Locale.ROOT,
        "%-26s %8.1f %10.2f %8.2f %8s%n",
        measured.name(),
        pages.size() / seconds,
        sorted[sorted.length / 2] / 1e6,
        sorted[(int) Math.min(sorted.length - 1, Math.ceil(sorted.length * 0.99) - 1)] / 1e6,
        reads ? String.format(Locale.ROOT, "%.3f", f1 / pages.size()) : "-");
  }
}
