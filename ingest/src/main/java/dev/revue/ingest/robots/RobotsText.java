package dev.revue.ingest.robots;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// The bytes of a robots.txt as text: UTF-8, with or without a byte order mark, or what is left of
/// one. Bytes that are no UTF-8 become escapes, which is what a path with them is compared by.
final class RobotsText {
  private static final int[] MARK = {0xef, 0xbb, 0xbf};

  private RobotsText() {}

  /// @param most bytes that are read; of a line that is cut there nothing is believed
  static String decode(byte[] bytes, int most) {
    int end = bytes.length < most ? bytes.length : lastLine(bytes, most);
    if (end >= 2 && (bytes[0] & 0xff) == 0xfe && (bytes[1] & 0xff) == 0xff) {
      return utf16(bytes, end, StandardCharsets.UTF_16BE);
    }
    if (end >= 2 && (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == 0xfe) {
      return utf16(bytes, end, StandardCharsets.UTF_16LE);
    }
    int from = 0;
    while (from < MARK.length && from < end && (bytes[from] & 0xff) == MARK[from]) from++;
    return utf8(ByteBuffer.wrap(bytes, from, end - from));
  }

  private static int lastLine(byte[] bytes, int most) {
    int end = most;
    while (end > 0 && bytes[end - 1] != '\n' && bytes[end - 1] != '\r') end--;
    return end;
  }

  private static String utf16(byte[] bytes, int end, Charset charset) {
    return new String(bytes, 2, end - 2, charset);
  }

  private static String utf8(ByteBuffer in) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer out = CharBuffer.allocate(3 * in.remaining() + 3); // an escape for each byte at most
    while (true) {
      CoderResult result = decoder.decode(in, out, true);
      if (!result.isError()) break;
      for (int i = 0; i < result.length(); i++) {
        out.put(String.format("%%%02X", in.get() & 0xff));
      }
      decoder.reset();
    }
    return out.flip().toString();
  }
}
