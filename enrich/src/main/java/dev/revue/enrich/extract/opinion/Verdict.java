package dev.revue.enrich.extract.opinion;

import dev.revue.enrich.extract.content.Block;
import dev.revue.enrich.extract.markup.MarkedReview;
import dev.revue.enrich.extract.text.Candidate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The sentence that sums a review up: under its heading, behind its label, in its box, in mark-up,
/// or else the one at the end that judges most clearly.
final class Verdict {
  private static final double HEADED = 0.9;
  private static final double LABELLED = 0.85;
  private static final double BOXED = 0.8;
  private static final double MARKED = 0.75;
  private static final double UNSAID = 0.7;
  private static final double CLOSING = 0.65;
  private static final double GOOD = 0.5;
  private static final int AMONG = 6;
  private static final double EARLIER = 0.08;
  private static final int LABEL = 40;
  private static final int SHORTEST = 20;
  private static final int SHORT = 24;
  private static final int LONG = 320;
  private static final int LONGEST = 500;
  private static final int MARKED_REVIEW = 3_000;
  private static final int LAST = 8;

  private static final Lookup SUMS_UP = Headings.lookup("[closing]");
  private static final Lookup ADDRESSES = Headings.lookup("[address]");

  private final List<Block> blocks;
  private final List<Said> said;
  private final Subject subject;
  private final List<String> title;

  private Verdict(List<Block> blocks, List<Said> said, Subject subject) {
    this.blocks = blocks;
    this.said = said;
    this.subject = subject;
    this.title = subject.words();
  }

  static @Nullable Candidate<String> of(
      List<Block> blocks, List<Said> said, Subject subject, @Nullable MarkedReview marked) {
    Verdict verdict = new Verdict(blocks, said, subject);
    Candidate<String> headed = verdict.headed();
    if (headed != null) return headed;
    Candidate<String> boxed = verdict.boxed();
    if (boxed != null) return boxed;
    Candidate<String> inMarkup = marked == null ? null : verdict.marked(marked);
    return inMarkup != null ? inMarkup : verdict.closing();
  }

  /// Under the last heading that announces it, or behind the last label.
  private @Nullable Candidate<String> headed() {
    for (int i = blocks.size() - 1; i >= 0; i--) {
      Block block = blocks.get(i);
      String text = block.text();
      if (block.heading()
          ? block.level() != 1 && Headings.verdict(text)
          : Headings.verdictLabel(text)) {
        Candidate<String> found = best(below(i), HEADED, "dom", text);
        if (found != null) return found;
      }
      int colon = block.heading() ? -1 : text.indexOf(':');
      if (colon > 0 && colon <= LABEL && Headings.verdictLabel(text.substring(0, colon))) {
        List<Said> behind =
            Said.all(cut(text.substring(colon + 1)), Lexicon.of(subject.language()), title);
        Candidate<String> found = best(behind, LABELLED, "text", text.substring(0, colon));
        if (found != null) return found;
      }
    }
    return null;
  }

  private static String cut(String text) {
    return text.length() > MARKED_REVIEW ? text.substring(0, MARKED_REVIEW) : text;
  }

  /// The first sentences under a heading.
  private List<Said> below(int heading) {
    int end = heading + 1;
    while (end < blocks.size() && end <= heading + LAST && !blocks.get(end).heading()) end++;
    List<Said> out = new ArrayList<>();
    for (int i = firstIn(heading + 1); i < said.size() && out.size() < AMONG; i++) {
      if (said.get(i).block() >= end) break;
      out.add(said.get(i));
    }
    return out;
  }

  /// Where the sentences of a block begin; they are in the order of their blocks.
  private int firstIn(int block) {
    int low = 0;
    int high = said.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (said.get(middle).block() < block) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private @Nullable Candidate<String> boxed() {
    Boxes boxes = new Boxes();
    List<Said> out = new ArrayList<>();
    for (Said one : said) {
      if (out.size() >= AMONG) break;
      if (one.sentence().length() >= SHORTEST && boxes.verdict(blocks.get(one.block())))
        out.add(one);
    }
    Candidate<String> found = best(out, BOXED, "dom", "class");
    return found != null && found.confidence() > UNSAID ? found : null;
  }

  private @Nullable Candidate<String> marked(MarkedReview marked) {
    for (String field : List.of("reviewBody", "description", "abstract")) {
      String text = marked.review().text(field);
      if (text == null || text.length() > MARKED_REVIEW) continue;
      List<Said> all = Said.all(text, Lexicon.of(subject.language()), title);
      Candidate<String> found =
          best(
              all.subList(0, Math.min(AMONG, all.size())), MARKED, marked.review().source(), field);
      if (found != null && found.confidence() >= MARKED) return found;
    }
    return null;
  }

  private @Nullable Candidate<String> closing() {
    Said best = null;
    double most = GOOD;
    int seen = 0;
    for (int i = said.size() - 1; i >= 0 && seen < LAST; i--) {
      Said one = said.get(i);
      if (blocks.get(one.block()).text().length() <= 2 * SHORTEST) continue;
      seen++;
      double worth = worth(one);
      if (worth <= most) continue;
      most = worth;
      best = one;
    }
    if (best == null) return null;
    return new Candidate<>(
        best.sentence(), Sentiment.round(Math.min(CLOSING, most)), "text", best.sentence());
  }

  /// The sentence that judges most clearly, earlier ones first; the first that can be one where
  /// none judges.
  private @Nullable Candidate<String> best(
      List<Said> sentences, double confidence, String source, String evidence) {
    Said best = null;
    Said first = null;
    double most = GOOD;
    for (int i = 0; i < sentences.size(); i++) {
      Said one = sentences.get(i);
      double worth = worth(one) - EARLIER * i;
      if (fits(one) && first == null && worth > 0) first = one;
      if (worth <= most) continue;
      most = worth;
      best = one;
    }
    if (best != null) return new Candidate<>(best.sentence(), confidence, source, evidence);
    return first == null ? null : new Candidate<>(first.sentence(), UNSAID, source, evidence);
  }

  /// How well a sentence would do as a verdict, from 0 to about 1.
  private double worth(Said one) {
    if (!fits(one) || ADDRESSES.anyIn(one.words())) return 0;
    double worth = 0.35 + 0.5 * Math.abs(one.sentiment());
    if (SUMS_UP.anyIn(one.words())) worth += 0.15;
    if (!title.isEmpty() && one.words().contains(title.getLast())) worth += 0.05;
    if (one.words().getLast().equals(Words.QUESTION)) worth -= 0.3;
    int length = one.sentence().length();
    return length < SHORT || length > LONG ? worth - 0.15 : worth;
  }

  private static boolean fits(Said one) {
    return one.sentence().length() >= SHORTEST
        && one.sentence().length() <= LONGEST
        && one.words().size() >= 3;
  }
}
