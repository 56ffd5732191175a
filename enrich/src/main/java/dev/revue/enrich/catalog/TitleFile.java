package dev.revue.enrich.catalog;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// A file of lines, compressed or not, read once from its beginning. Lines of any length take
/// bounded memory: of too long a one, only that it was there is known.
final class TitleFile implements AutoCloseable {
  private static final int LONGEST_LINE = 1 << 20;
  private static final int BUFFER = 1 << 16;
  private static final int GZIP = 0x1f8b;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private byte[] line = new byte[1024];
  private int at;
  private int end;
  private long number;
  private boolean tooLong;

  private TitleFile(InputStream in) {
    this.in = in;
  }

  static TitleFile open(Path file) throws IOException {
    var raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    raw.mark(2);
    int magic = raw.read() << 8 | raw.read();
    raw.reset();
    return new TitleFile(magic == GZIP ? new GZIPInputStream(raw, BUFFER) : raw);
  }

  static Table table(Path file) throws IOException {
    try (TitleFile lines = open(file)) {
      String first = lines.next();
      return first == null ? Table.UNKNOWN : Table.of(first);
    }
  }

  /// The next line without its end; null behind the last.
  @Nullable String next() throws IOException {
    int length = 0;
    tooLong = false;
    boolean any = false;
    while (fill()) {
      any = true;
      int stop = at;
      while (stop < end && buffer[stop] != '\n') stop++;
      length = append(length, stop - at);
      at = stop + 1;
      if (stop < end) break;
    }
    if (!any) return null;
    number++;
    if (length > 0 && line[length - 1] == '\r') length--;
    return new String(line, 0, length, StandardCharsets.UTF_8);
  }

  private boolean fill() throws IOException {
    if (at < end) return true;
    at = 0;
    end = Math.max(0, in.read(buffer, 0, BUFFER));
    return end > 0;
  }

  private int append(int length, int more) {
    if (length + more > LONGEST_LINE) {
      tooLong = true;
      return length;
    }
    if (length + more > line.length)
      line = Arrays.copyOf(line, Math.max(2 * line.length, length + more));
    System.arraycopy(buffer, at, line, length, more);
    return length + more;
  }

  /// Of the line that was read last, from 1.
  long number() {
    return number;
  }

  boolean tooLong() {
    return tooLong;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
