package dev.revue.ingest.discover;

/// A 64-bit fingerprint of a sequence of words that changes little where few of them change: of two
/// texts of which a hundredth differs, about three bits do; of unrelated ones, half. Made of pairs
/// of neighbouring words, so that two texts do not look alike by their common words. The same words
/// give the same fingerprint in every release: it is kept. Not thread-safe.
final class Simhash {
  /// Texts with fewer words are alike by chance.
  static final int FEWEST_WORDS = 50;

  private static final long SEED = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  /// What an ASCII character counts as in a word, 0 where it is in none: most of nearly every text
  /// is made of these.
  private static final byte[] ASCII = new byte[128];

  static {
    for (char c = 0; c < ASCII.length; c++) {
      if (Character.isLetterOrDigit(c)) ASCII[c] = (byte) Character.toLowerCase(c);
    }
  }

  /// The number of pairs with bit i set, for all 64 bits at once: digit d of all of them is in
  /// `digits[d]`. Adding one takes two steps on average instead of 64.
  private final long[] digits = new long[31];

  private int words;
  private int pairs;
  private long word = SEED;
  private boolean spelling;
  private boolean letters;
  private long before;

  /// Takes in a text; words end where a text does. Words without a letter (dates, counts) are left
  /// out: they differ between copies.
  void add(String text) {
    for (int at = spell(text, 0); at < text.length(); at = spell(text, at)) {
      add(text.charAt(at++));
    }
    end();
  }

  /// Takes in what begins at `from` of ASCII letters and digits, in registers, and returns its end.
  private int spell(String text, int from) {
    long hash = word;
    int highest = 0;
    int at = from;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      byte counts = c < ASCII.length ? ASCII[c] : 0;
      if (counts == 0) break;
      highest = Math.max(highest, counts);
      hash = (hash ^ counts) * PRIME;
    }
    word = hash;
    spelling |= at > from;
    letters |= highest > '9';
    return at;
  }

  /// The fingerprint of what was taken in, never 0; 0 where that is too little.
  long value() {
    if (words < FEWEST_WORDS) return 0;
    long value = above(pairs / 2);
    return value == 0 ? 1 : value;
  }

  private void add(char c) {
    if (!Character.isLetterOrDigit(c)) {
      if (c != '\'' && c != '\u2019' && c != '\u00ad') end();
      return;
    }
    spelling = true;
    letters |= !Character.isDigit(c);
    word = (word ^ Character.toLowerCase(c)) * PRIME;
  }

  private void end() {
    if (!spelling) return;
    if (letters) {
      long hash = mixed(word);
      if (words++ > 0) count(mixed(before * PRIME + hash));
      before = hash;
    }
    word = SEED;
    spelling = false;
    letters = false;
  }

  private void count(long pair) {
    pairs++;
    long carry = pair;
    for (int d = 0; carry != 0; d++) {
      long digit = digits[d];
      digits[d] = digit ^ carry;
      carry &= digit;
    }
  }

  /// The bits that were set more than `limit` times.
  private long above(int limit) {
    long more = 0;
    long same = -1;
    for (int d = digits.length - 1; d >= 0; d--) {
      boolean set = (limit >> d & 1) == 1;
      if (!set) more |= same & digits[d];
      same &= set ? digits[d] : ~digits[d];
    }
    return more;
  }

  private static long mixed(long hash) {
    long h = hash;
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }
}
