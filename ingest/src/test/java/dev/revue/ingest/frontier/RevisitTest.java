package dev.revue.ingest.frontier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// A year of pages that change by chance, most of them hardly ever, as reviews do.
class RevisitTest {
  private static final double DAYS = 365;
  private static final Duration MIN = Duration.ofHours(1);
  private static final Duration MAX = Duration.ofDays(30);

  /// @param fetches per page
  /// @param fresh share of the time in which what we have is what there is
  record Year(double fetches, double fresh) {}

  /// The next interval in days.
  interface Rule {
    double next(double last, boolean changed);
  }

  @Test
  void fewerFetchesKeepPagesAsFreshAsAFixedIntervalDoes() {
    Year adaptive = year(RevisitTest::learnt);
    double days = 30;
    Year fixed;
    do {
      double interval = days;
      fixed = year((last, changed) -> interval);
      days *= 0.95;
    } while (fixed.fresh < adaptive.fresh);
    System.out.printf(
        "fresh %.3f of the time: %.1f fetches a year and page, %.1f every %.1f days%n",
        adaptive.fresh, adaptive.fetches, fixed.fetches, DAYS / fixed.fetches);
    assertThat(adaptive.fetches).isLessThan(0.75 * fixed.fetches);
  }

  @Test
  void halvingAndDoublingCostsMoreForLess() {
    Year adaptive = year(RevisitTest::learnt);
    Year halving = year((last, changed) -> changed ? last / 2 : last * 2);
    assertThat(adaptive.fetches).isLessThan(halving.fetches);
    assertThat(adaptive.fresh).isGreaterThan(halving.fresh);
  }

  @Test
  void itSettlesAtTheGeometricMeanOfTheFirstIntervalAndTheTimeBetweenChanges() {
    var random = new Random(7);
    double interval = 1;
    double sum = 0;
    for (int visit = 0; visit < 40_000; visit++) {
      interval = learnt(interval, random.nextDouble() < 1 - Math.exp(-interval / 9));
      sum += Math.log(interval);
    }
    assertThat(Math.exp(sum / 40_000)).isCloseTo(3, within(0.5));
  }

  @Property
  void aChangeNeverMakesItLongerAndNoneNeverShorter(
      @ForAll @IntRange(min = 1, max = 2_592_000) int seconds,
      @ForAll @IntRange(min = 1, max = 2_592_000) int first) {
    Duration last = Duration.ofSeconds(seconds);
    Duration base = Duration.ofSeconds(first);
    assertThat(Revisit.changed(last, base)).isBetween(last.dividedBy(3), last);
    assertThat(Revisit.unchanged(last, base)).isBetween(last, last.multipliedBy(3));
  }

  private static double learnt(double last, boolean changed) {
    Duration before = Duration.ofSeconds((long) (last * 86_400));
    Duration day = Duration.ofDays(1);
    Duration next = changed ? Revisit.changed(before, day) : Revisit.unchanged(before, day);
    return next.toSeconds() / 86_400.0;
  }

  private static Year year(Rule rule) {
    var random = new Random(11);
    double fetches = 0;
    double fresh = 0;
    List<Double> means = timesBetweenChanges();
    for (double mean : means) {
      double at = 0;
      double interval = 1;
      while (at < DAYS) {
        double next = Math.min(at + interval, DAYS);
        double change = at - mean * Math.log(1 - random.nextDouble());
        fresh += Math.min(change, next) - at;
        boolean changed = change < next;
        if (next < DAYS) fetches++;
        interval = bounded(rule.next(interval, changed));
        at = next;
      }
    }
    return new Year(fetches / means.size(), fresh / DAYS / means.size());
  }

  /// In days, of five hundred pages.
  private static List<Double> timesBetweenChanges() {
    var means = new ArrayList<Double>();
    for (int i = 0; i < 500; i++) {
      int kind = i % 20;
      means.add(
          kind < 8
              ? 1e9
              : kind < 13 ? 365.0 : kind < 16 ? 60.0 : kind < 18 ? 7.0 : 20 - kind - 0.8);
    }
    return means;
  }

  private static double bounded(double days) {
    return Math.max(MIN.toSeconds() / 86_400.0, Math.min(MAX.toDays(), days));
  }
}
