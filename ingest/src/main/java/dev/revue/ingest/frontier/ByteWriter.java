package dev.revue.ingest.frontier;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Bytes that grow; what it writes, `ByteReader` reads. Not thread-safe.
final class ByteWriter {
  private byte[] bytes = new byte[256];
  private int size;

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  byte[] copy() {
    return Arrays.copyOf(bytes, size);
  }

  void put(int value) {
    room(1);
    bytes[size++] = (byte) value;
  }

  void fixed(long value) {
    room(8);
    for (int shift = 56; shift >= 0; shift -= 8) bytes[size++] = (byte) (value >>> shift);
  }

  /// Seven bits a byte; negative numbers take ten.
  void number(long value) {
    room(10);
    long rest = value;
    for (; (rest & ~0x7fL) != 0; rest >>>= 7) bytes[size++] = (byte) (rest | 0x80);
    bytes[size++] = (byte) rest;
  }

  void raw(byte[] value) {
    room(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  /// With its length before it.
  void block(byte[] value) {
    number(value.length);
    raw(value);
  }

  void text(String value) {
    block(value.getBytes(StandardCharsets.UTF_8));
  }

  void word(String value, Words words) {
    int code = words.code(value);
    number(code);
    if (code == 0) text(value);
  }

  void optionalText(@Nullable String value) {
    if (value != null) text(value);
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length + (bytes.length >> 1), size + more));
    }
  }
}
