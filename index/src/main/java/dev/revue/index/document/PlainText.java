package dev.revue.index.document;

import java.text.Normalizer;
import java.util.regex.Pattern;

/// What strangers wrote, made safe to show and to index: NFC, no control characters, no lone
/// surrogates, and nothing that a browser could take for the start of a tag.
final class PlainText {
  /// Control characters except tab and line feed; U+001E and U+001F also break completion fields.
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cs}&&[^\\t\\n]]");

  private static final Pattern OPENABLE = Pattern.compile("<(?=[\\p{L}!/?])");

  private PlainText() {}

  /// @param limit most UTF-16 units; the rest is cut off, never inside a character
  static String clean(String text, int limit) {
    String cut = cut(text, limit);
    String bare = CONTROL.matcher(cut).replaceAll("");
    // Composition first: nothing after it may put a letter behind a '<'.
    String composed = Normalizer.normalize(bare, Normalizer.Form.NFC);
    return cut(OPENABLE.matcher(composed).replaceAll("‹"), limit).strip();
  }

  private static String cut(String text, int limit) {
    if (text.length() <= limit) return text;
    boolean splits = Character.isHighSurrogate(text.charAt(limit - 1));
    return text.substring(0, splits ? limit - 1 : limit);
  }
}
