package dev.revue.ingest.fetch;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// The bytes of a connection as they come. The client reads a line of a chunked body however long
/// it is, and keeps it; a body of chunks of a byte each costs two hundred times what another does;
/// and frames of HTTP/2 that mean nothing are read for ever. So only so much may come that is
/// neither a head nor the body nor as much again as the body.
final class Wire extends FilterInputStream {
  /// As much as a head may have.
  private static final long MOST = 256 << 10;

  /// A request and the windows of its answer take a few. Frames of HTTP/2 that want an answer each
  /// would queue faster than answers are written.
  private static final int MOST_WRITES = 1_000;

  /// How long whoever waits for a head may take to hear that it is there.
  private static final Duration HEARS_WITHIN = Duration.ofSeconds(3);

  /// Longer than any fetch may take.
  private static final Duration READS_WITHIN = Duration.ofMinutes(5);

  private final AtomicInteger writes = new AtomicInteger();
  private boolean ahead;
  private boolean abandoned;
  private int bodies;
  private long left = MOST;

  Wire(InputStream in) {
    super(in);
  }

  /// What goes the other way.
  OutputStream outward(OutputStream out) {
    return new FilterOutputStream(out) {
      @Override
      public void write(byte[] from, int offset, int length) throws IOException {
        if (writes.incrementAndGet() > MOST_WRITES) {
          throw new Unwanted("framing", "more than " + MOST_WRITES + " messages to answer");
        }
        out.write(from, offset, length);
      }
    };
  }

  /// Its reader is a thread of the client's, as with HTTP/2, which may be in the middle of a body
  /// before the one that fetches hears of its head. So it waits for whoever reads the body.
  synchronized void ahead() {
    ahead = true;
  }

  /// Another part of an exchange begins.
  synchronized void begin() {
    abandoned = false;
    writes.set(0);
    left = MOST;
    notifyAll();
  }

  /// So much of a body was read.
  synchronized void progress(int bytes) {
    // Lines of chunks, frames, and records of TLS may weigh as much, but not all at the end.
    left = Math.min(MOST, left + 2L * bytes);
    notifyAll();
  }

  /// A body begins.
  synchronized void open() {
    bodies++;
    begin();
  }

  /// Nobody will read what is left of a body: until another part begins, there is nothing to wait
  /// for.
  synchronized void abandon() {
    abandoned = true;
  }

  /// Its reader is done with it.
  synchronized void shut() {
    bodies--;
    begin();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = in.read(into, offset, length);
    if (count > 0) came(count);
    return count;
  }

  private synchronized void came(int bytes) throws IOException {
    left -= bytes;
    if (left < 0 && ahead && !abandoned) awaitReader();
    if (left < 0) throw new Unwanted("framing", "more than " + MOST + " bytes that mean nothing");
  }

  /// Whoever reads a body is bound by time-outs of their own.
  private void awaitReader() throws IOException {
    long began = System.nanoTime();
    try {
      while (left < 0) {
        Duration most = bodies > 0 ? READS_WITHIN : HEARS_WITHIN;
        long millis = most.toMillis() - (System.nanoTime() - began) / 1_000_000;
        if (millis <= 0) throw new InterruptedIOException("nobody reads what comes");
        wait(millis);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }
}
