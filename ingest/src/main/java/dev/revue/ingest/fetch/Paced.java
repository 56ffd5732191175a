package dev.revue.ingest.fetch;

import dev.revue.ingest.fetch.FetchLimits.Pace;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.function.IntConsumer;

/// A stream that ends with a time-out where it comes too slowly to be worth its connection. What
/// its reader does between two reads does not count.
final class Paced extends FilterInputStream {
  private final Pace pace;
  private final IntConsumer progress;
  private long waited;
  private long bytes;
  private long total;

  Paced(InputStream in, Pace pace, IntConsumer progress) {
    super(in);
    this.pace = pace;
    this.progress = progress;
  }

  /// Bytes that have been read.
  long total() {
    return total;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    long begin = System.nanoTime();
    int count = in.read(into, offset, length);
    waited += System.nanoTime() - begin;
    if (count > 0) {
      bytes += count;
      total += count;
      progress.accept(count);
    }
    if (count >= 0 && waited >= pace.window().toNanos()) {
      if (bytes < pace.bytes() * pace.window().toMillis() / 1_000) {
        throw new InterruptedIOException(
            bytes + " bytes in " + waited / 1_000_000 + " ms are too slow");
      }
      waited = 0;
      bytes = 0;
    }
    return count;
  }
}
