package dev.revue.ingest.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.atomic.AtomicInteger;

/// The bytes of a connection as they come. The client reads a line of a chunked body however long
/// it is, and keeps it; a body of chunks of a byte each costs two hundred times what another does;
/// and frames of HTTP/2 that mean nothing are read for ever. So only so much may come that is
/// neither a head nor the body nor as much again as the body.
final class Wire extends FilterInputStream {
  private static final long MOST = 1 << 20;

  /// How far HTTP/2 lets bodies run ahead of their readers.
  private static final long WINDOW = 16 << 20;

  /// How long whoever waits for a head may take to hear that it is there.
  private static final long HEARS_WITHIN = 2_000;

  private final AtomicInteger windows = new AtomicInteger();
  private volatile boolean ahead;
  private volatile long left = MOST;

  Wire(InputStream in) {
    super(in);
  }

  /// Its reader is a thread of the client's, which may be in the middle of a body before the one
  /// that fetches hears of its head.
  void ahead() {
    ahead = true;
  }

  /// Another part of an exchange begins.
  synchronized void begin() {
    left = windows.get() > 0 ? WINDOW + MOST : MOST;
    notifyAll();
  }

  private synchronized void awaitOpening() throws IOException {
    long deadline = System.nanoTime() + HEARS_WITHIN * 1_000_000;
    try {
      for (long millis = HEARS_WITHIN; left < 0 && millis > 0; ) {
        wait(millis);
        millis = (deadline - System.nanoTime()) / 1_000_000;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  /// So much of a body was made of what came. What came with it, over HTTP/2, may be of others.
  @SuppressWarnings("NonAtomicVolatileUpdate") // as below
  void progress(int bytes) {
    if (windows.get() > 0) begin();
    else left += 2L * bytes; // lines of chunks and records of TLS may weigh as much
  }

  /// A body begins that may run ahead of its reader.
  void open() {
    windows.incrementAndGet();
    begin();
  }

  /// Its reader is done with it.
  void shut() {
    windows.decrementAndGet();
    begin();
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
    if (left < 0 && ahead) awaitOpening();
    if (left < 0) throw new Unwanted("framing", "more than " + MOST + " bytes that mean nothing");
    return count;
  }
}
