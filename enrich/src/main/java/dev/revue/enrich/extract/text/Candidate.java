package dev.revue.enrich.extract.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// One layer's answer for one field.
///
/// @param confidence 0 to 1, before the layers are heard together
/// @param source json-ld, microdata, rdfa, hreview, meta, selector, dom, text or url
/// @param evidence what it was read from
public record Candidate<T>(T value, double confidence, String source, String evidence) {
  /// Below this a field stays absent.
  public static final double THRESHOLD = 0.5;

  private static final double MOST = 0.99;
  private static final double DISSENT = 0.3;

  /// The same answer held for more or less likely.
  public Candidate<T> weighted(double factor) {
    return new Candidate<>(value, Math.min(MOST, confidence * factor), source, evidence);
  }

  /// The value that the layers together hold for most likely: those that agree (same `key`) add up,
  /// those that dissent take away. Empty below the threshold.
  public static <T> Optional<Candidate<T>> fuse(List<Candidate<T>> all, Function<T, Object> key) {
    Map<Object, List<Candidate<T>>> camps = new LinkedHashMap<>();
    for (Candidate<T> one : all) {
      camps.computeIfAbsent(key.apply(one.value), k -> new ArrayList<>()).add(one);
    }
    double best = 0;
    double second = 0;
    Candidate<T> winner = null;
    for (List<Candidate<T>> camp : camps.values()) {
      double belief = together(camp);
      if (belief > best) {
        second = best;
        best = belief;
        winner = strongest(camp);
      } else {
        second = Math.max(second, belief);
      }
    }
    if (winner == null) return Optional.empty();
    double confidence = best * (1 - DISSENT * second);
    if (confidence < THRESHOLD) return Optional.empty();
    double rounded = Math.round(Math.min(MOST, confidence) * 100) / 100.0;
    return Optional.of(new Candidate<>(winner.value, rounded, winner.source, winner.evidence));
  }

  /// Each source is heard once, however often it repeats itself.
  private static <T> double together(List<Candidate<T>> camp) {
    Map<String, Double> bySource = new LinkedHashMap<>();
    for (Candidate<T> one : camp) bySource.merge(one.source, one.confidence, Math::max);
    double doubt = 1;
    for (double confidence : bySource.values()) doubt *= 1 - confidence;
    return 1 - doubt;
  }

  private static <T> Candidate<T> strongest(List<Candidate<T>> camp) {
    Candidate<T> best = camp.getFirst();
    for (Candidate<T> one : camp) if (one.confidence > best.confidence) best = one;
    return best;
  }
}
