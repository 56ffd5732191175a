package dev.revue.index.document;

import dev.revue.common.event.ItemScore.Tally;
import java.util.Locale;

/// The class of a score: 60 and more is positive, 40 and more mixed, less is negative. The borders
/// lie between deciles, so that a histogram of deciles counts the classes exactly.
enum Verdict {
  POSITIVE(6, Tally.BANDS),
  MIXED(4, 6),
  NEGATIVE(0, 4);

  private final int fromBand;
  private final int toBand;

  Verdict(int fromBand, int toBand) {
    this.fromBand = fromBand;
    this.toBand = toBand;
  }

  static Verdict of(double score) {
    int band = Tally.band(score);
    return band >= POSITIVE.fromBand ? POSITIVE : band >= MIXED.fromBand ? MIXED : NEGATIVE;
  }

  int count(Tally tally) {
    return tally.histogram().subList(fromBand, toBand).stream().mapToInt(Integer::intValue).sum();
  }

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
