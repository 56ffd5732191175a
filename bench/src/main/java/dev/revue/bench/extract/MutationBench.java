package dev.revue.bench.extract;

import com.sun.management.ThreadMXBean;
import dev.revue.common.event.Version;
import dev.revue.enrich.extract.Extractor;
import dev.revue.enrich.extract.Page;
import dev.revue.enrich.extract.hostile.Mutations;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How long the slowest of 10,000 damaged pages takes, in CPU time of one warm thread; the argument
/// is another number of pages. Ends with 1 where one takes more than 100 ms each time.
public final class MutationBench {
  private static final int WARM_UP = 2_000;
  private static final int AGAIN = 5;
  private static final int SHOWN = 5;
  private static final double LONGEST_MILLIS = 100;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Extractor extractor = new Extractor();

  private MutationBench() {}

  private record Timed(int number, int chars, double millis) {}

  public static void main(String[] args) {
    int count = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
    System.exit(new MutationBench().run(count) ? 0 : 1);
  }

  private boolean run(int count) {
    for (int number = 0; number < Math.min(WARM_UP, count); number++) time(number);
    List<Timed> all = new ArrayList<>();
    for (int number = 0; number < count; number++) all.add(time(number));
    double[] millis = all.stream().mapToDouble(Timed::millis).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "%d damaged pages: median %.2f ms, p99 %.2f ms, slowest %.1f ms%n",
        count,
        millis[count / 2],
        millis[(int) (count * 0.99)],
        millis[count - 1]);
    all.sort(Comparator.comparingDouble(Timed::millis).reversed());
    boolean fast = true;
    for (Timed one : all.subList(0, Math.min(SHOWN, count))) {
      double again = again(one.number());
      fast &= again <= LONGEST_MILLIS;
      System.out.printf(
          Locale.ROOT,
          "  page %d of %d characters: %.1f ms, %.1f ms in the median of %d more%n",
          one.number(),
          one.chars(),
          one.millis(),
          again,
          AGAIN);
    }
    return fast;
  }

  private double again(int number) {
    double[] millis = new double[AGAIN];
    for (int i = 0; i < AGAIN; i++) millis[i] = time(number).millis();
    Arrays.sort(millis);
    return millis[AGAIN / 2];
  }

  private Timed time(int number) {
    String html = Mutations.page(number);
    Page page =
        new Page(
            "https://papers.example/reviews/lantern-keeper",
            html,
            Version.none(),
            Instant.EPOCH,
            null,
            Map.of(),
            Map.of());
    long begin = threads.getCurrentThreadCpuTime();
    extractor.extract(page);
    return new Timed(number, html.length(), (threads.getCurrentThreadCpuTime() - begin) / 1e6);
  }
}
