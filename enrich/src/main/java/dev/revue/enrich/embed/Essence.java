package dev.revue.enrich.embed;

import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.enrich.extract.opinion.Sentiment;
import dev.revue.enrich.extract.text.Sentences;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What of a review its embedding is made of: the title, the verdict, and the parts of the text
/// that judge most. A model reads a page's worth of words, and most of a review is story.
final class Essence {
  private static final int PARTS = 3;
  private static final int PART_WORDS = 90;
  private static final int MOST_TEXT = 60_000;

  private record Part(String text, double judges, int order) {}

  private Essence() {}

  /// Empty where the review has no words of its own.
  static String of(Review review) {
    String text = review.text() == null ? "" : review.text();
    if (text.isBlank() && review.verdict() == null) return "";
    List<String> lines = new ArrayList<>();
    if (review.item() != null) lines.add(review.item().title());
    else if (review.headline() != null) lines.add(review.headline());
    if (review.verdict() != null) lines.add(review.verdict());
    lines.addAll(best(text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT)));
    return String.join("\n", lines);
  }

  /// The parts that judge most, in the order of the text.
  private static List<String> best(String text) {
    List<Part> parts = parts(text);
    return parts.stream()
        .sorted(Comparator.comparingDouble(Part::judges).reversed().thenComparingInt(Part::order))
        .limit(PARTS)
        .sorted(Comparator.comparingInt(Part::order))
        .map(Part::text)
        .toList();
  }

  private static List<Part> parts(String text) {
    List<Part> out = new ArrayList<>();
    var part = new StringBuilder();
    double judges = 0;
    int words = 0;
    for (String sentence : Sentences.of(text)) {
      part.append(part.isEmpty() ? "" : " ").append(sentence);
      judges += Math.abs(Sentiment.sentence(sentence, "en"));
      words += 1 + (int) sentence.chars().filter(c -> c == ' ').count();
      if (words < PART_WORDS) continue;
      out.add(new Part(part.toString(), judges, out.size()));
      part.setLength(0);
      judges = 0;
      words = 0;
    }
    if (!part.isEmpty()) out.add(new Part(part.toString(), judges, out.size()));
    return out;
  }
}
