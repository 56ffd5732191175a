package dev.revue.ingest.frontier;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Reads what `ByteWriter` wrote. Bytes that nobody wrote end in a `BufferUnderflowException` or an
/// `IndexOutOfBoundsException`, never in more memory than there are bytes.
final class ByteReader {
  private final ByteBuffer bytes;

  ByteReader(byte[] bytes) {
    this(bytes, 0);
  }

  ByteReader(byte[] bytes, int from) {
    this.bytes = ByteBuffer.wrap(bytes).position(from);
  }

  int position() {
    return bytes.position();
  }

  int left() {
    return bytes.remaining();
  }

  int get() {
    return bytes.get() & 0xff;
  }

  long fixed() {
    return bytes.getLong();
  }

  long number() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      if (shift > 63) throw new BufferUnderflowException();
      byte b = bytes.get();
      value |= (b & 0x7fL) << shift;
      if (b >= 0) return value;
    }
  }

  byte[] raw(int length) {
    if (length < 0 || length > bytes.remaining()) throw new BufferUnderflowException();
    byte[] value = new byte[length];
    bytes.get(value);
    return value;
  }

  byte[] block() {
    return raw(length());
  }

  String text() {
    int length = length();
    var value = new String(bytes.array(), bytes.position(), length, StandardCharsets.UTF_8);
    bytes.position(bytes.position() + length);
    return value;
  }

  String word(Words words) {
    int code = (int) number();
    return code == 0 ? text() : words.word(code);
  }

  /// The length of what follows, which is all there.
  int length() {
    long length = number();
    if (length < 0 || length > bytes.remaining()) throw new BufferUnderflowException();
    return (int) length;
  }
}
