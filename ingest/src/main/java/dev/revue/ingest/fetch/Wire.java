package dev.revue.ingest.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// The bytes of a connection as they come. The client reads a line of a chunked body however long
/// it is, and keeps it, and a body of chunks of a byte each costs two hundred times what another
/// does: only so much may come that is neither the body nor a small part of it.
final class Wire extends FilterInputStream {
  private static final long MOST = 1 << 20;

  /// The part of a body that may come on top of it: lines of chunks, records of TLS.
  private static final int PART = 4;

  private volatile long left = MOST;

  Wire(InputStream in) {
    super(in);
  }

  /// Another part of the exchange begins.
  void begin() {
    left = MOST;
  }

  /// So much of the body was made of what came.
  @SuppressWarnings("NonAtomicVolatileUpdate") // as below
  void progress(int bytes) {
    left += bytes + bytes / PART;
  }

  /// Several answers come at once, each with a window of its own.
  void unlimited() {
    left = Long.MAX_VALUE;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread reads, and marks progress
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = in.read(into, offset, length);
    if (count > 0) left -= count;
    if (left < 0) throw new Unwanted("framing", "more than " + MOST + " bytes that mean nothing");
    return count;
  }
}
