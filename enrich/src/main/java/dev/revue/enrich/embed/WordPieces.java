package dev.revue.enrich.embed;

import dev.revue.common.json.Json;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// BERT's tokens of a text, as numbers of its vocabulary: words without case and accents, cut into
/// the longest pieces that the vocabulary has. Linear.
final class WordPieces {
  private static final int LONGEST_WORD = 100;

  private final Map<String, Integer> vocabulary;
  private final int first;
  private final int last;
  private final int unknown;

  private WordPieces(Map<String, Integer> vocabulary) {
    this.vocabulary = vocabulary;
    this.first = number("[CLS]");
    this.last = number("[SEP]");
    this.unknown = number("[UNK]");
  }

  /// @param tokenizer the model's `tokenizer.json`
  static WordPieces read(InputStream tokenizer) {
    JsonNode vocab = Json.MAPPER.readTree(tokenizer).path("model").path("vocab");
    var vocabulary = new HashMap<String, Integer>();
    vocab.properties().forEach(entry -> vocabulary.put(entry.getKey(), entry.getValue().asInt()));
    return new WordPieces(vocabulary);
  }

  /// At most `most` tokens, the opening and the closing one among them.
  long[] of(String text, int most) {
    var tokens = new Tokens(most - 1);
    tokens.add(first);
    String plain = plain(text);
    int start = 0;
    for (int i = 0; i < plain.length() && tokens.room(); ) {
      int c = plain.codePointAt(i);
      int next = i + Character.charCount(c);
      boolean space = space(c);
      if (space || alone(c)) {
        word(plain.substring(start, i), tokens);
        if (!space) word(plain.substring(i, next), tokens);
        start = next;
      }
      i = next;
    }
    if (tokens.room()) word(plain.substring(start), tokens);
    return tokens.closed(last);
  }

  private void word(String word, Tokens tokens) {
    if (word.isEmpty()) return;
    int begun = tokens.size;
    int start = 0;
    boolean known = word.codePointCount(0, word.length()) <= LONGEST_WORD;
    while (known && start < word.length()) {
      int end = word.length();
      Integer piece = null;
      while (piece == null && end > start) {
        String part = word.substring(start, end);
        piece = vocabulary.get(start == 0 ? part : "##" + part);
        if (piece == null) end -= Character.charCount(word.codePointBefore(end));
      }
      if (piece == null) known = false;
      else tokens.add(piece);
      start = end;
    }
    if (known) return;
    tokens.size = begun; // a word is read as a whole or not at all
    tokens.add(unknown);
  }

  private static String plain(String text) {
    String lower = Normalizer.normalize(text, Normalizer.Form.NFD).toLowerCase(Locale.ROOT);
    var out = new StringBuilder(lower.length());
    for (int i = 0; i < lower.length(); ) {
      int c = lower.codePointAt(i);
      i += Character.charCount(c);
      int type = Character.getType(c);
      boolean dropped =
          type == Character.NON_SPACING_MARK || (control(type) && !space(c)) || c == 0xFFFD;
      if (!dropped) out.appendCodePoint(c);
    }
    return out.toString();
  }

  private static boolean control(int type) {
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.PRIVATE_USE
        || type == Character.SURROGATE
        || type == Character.UNASSIGNED;
  }

  private static boolean space(int c) {
    return c == '\t' || c == '\n' || c == '\r' || Character.getType(c) == Character.SPACE_SEPARATOR;
  }

  /// Punctuation and ideographs are words by themselves.
  private static boolean alone(int c) {
    boolean ascii =
        (c >= 33 && c <= 47)
            || (c >= 58 && c <= 64)
            || (c >= 91 && c <= 96)
            || (c >= 123 && c <= 126);
    if (ascii || Character.isIdeographic(c)) return true;
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  private int number(String token) {
    Integer number = vocabulary.get(token);
    if (number == null) throw new IllegalArgumentException("the vocabulary has no " + token);
    return number;
  }

  /// Tokens up to a limit; more are not taken.
  private static final class Tokens {
    private final long[] of;
    private int size;

    Tokens(int most) {
      this.of = new long[most];
    }

    boolean room() {
      return size < of.length;
    }

    void add(int token) {
      if (room()) of[size++] = token;
    }

    long[] closed(int last) {
      long[] all = java.util.Arrays.copyOf(of, size + 1);
      all[size] = last;
      return all;
    }
  }
}
