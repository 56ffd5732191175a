package dev.revue.ingest.fetch;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.mozilla.universalchardet.UniversalDetector;

/// The charset of a text that does not name one, by its bytes.
final class CharsetGuess {
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
  private static final int LOOK_AT = 32 << 10;
  private static final int ESCAPE = 0x1b;

  private CharsetGuess() {}

  /// UTF-8 where it can be, else what its letters look like, else windows-1252.
  ///
  /// @param text of which the last character may be cut
  static Charset of(byte[] text) {
    int first = firstUnusual(text);
    if (first == text.length || (text[first] < 0 && utf8(text))) return StandardCharsets.UTF_8;
    int length = Math.min(text.length - first, LOOK_AT);
    var detector = new UniversalDetector();
    detector.handleData(text, first, length);
    detector.dataEnd();
    String detected = detector.getDetectedCharset();
    if (detected == null) return WINDOWS_1252;
    return CharsetLabels.charset(detected)
        .filter(charset -> plausible(charset, text, first, length))
        .orElse(WINDOWS_1252);
  }

  /// Where the first byte is that ASCII does not have, or that begins another alphabet.
  private static int firstUnusual(byte[] text) {
    int at = 0;
    while (at < text.length && text[at] >= 0 && text[at] != ESCAPE) at++;
    return at;
  }

  private static boolean utf8(byte[] text) {
    var decoder = StandardCharsets.UTF_8.newDecoder();
    var in = ByteBuffer.wrap(text);
    var out = CharBuffer.allocate(8 << 10);
    while (true) {
      var result = decoder.decode(in, out, false);
      if (result.isError()) return false;
      if (result.isUnderflow()) return in.remaining() < 4;
      out.clear();
    }
  }

  /// In another alphabet letters outside of ASCII stand together; among Latin ones they stand
  /// alone, and a detector of alphabets errs.
  private static boolean plausible(Charset charset, byte[] text, int from, int length) {
    if (charset.newEncoder().maxBytesPerChar() > 1) return true;
    int high = 0;
    int together = 0;
    for (int i = from; i < from + length; i++) {
      if (text[i] >= 0) continue;
      high++;
      if (i > 0 && text[i - 1] < 0) together++;
    }
    return together * 2 > high;
  }
}
