package dev.revue.ingest.warc;

import dev.revue.ingest.fetch.Archive.Exchange;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.WarcCompression;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcWriter;
import org.netpreserve.jwarc.Warcinfo;

/// One WARC file after another, each ending in `.open` while it is written. Used by one thread.
final class WarcFiles implements AutoCloseable {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS").withZone(ZoneOffset.UTC);
  private static final String OPEN = ".open";

  private final Path folder;
  private final String userAgent;
  private final long mostBytes;
  private @Nullable Writing writing;

  WarcFiles(Path folder, String userAgent, long mostBytes) {
    this.folder = folder;
    this.userAgent = userAgent;
    this.mostBytes = mostBytes;
  }

  private record Writing(Path path, FileChannel channel, WarcWriter writer) {}

  /// @throws IOException where it could not; the file ends where it ended before
  void write(Exchange exchange) throws IOException {
    Writing file = writing == null ? open() : writing;
    long before = file.channel.position();
    try {
      for (WarcRecord record : WarcRecords.of(exchange)) file.writer.write(record);
    } catch (IOException e) {
      file.channel.truncate(before);
      file.channel.position(before);
      throw e;
    }
    if (file.channel.position() >= mostBytes) close();
  }

  private Writing open() throws IOException {
    String name = "revue-" + STAMP.format(Instant.now()) + "-" + UUID.randomUUID() + ".warc.gz";
    Path path = folder.resolve(name + OPEN);
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      var writer = new WarcWriter(channel, WarcCompression.GZIP);
      writer.write(
          new Warcinfo.Builder()
              .filename(name)
              .fields(
                  Map.of(
                      "software", List.of("Revue"),
                      "format", List.of("WARC File Format 1.1"),
                      "robots", List.of("RFC 9309"),
                      "http-header-user-agent", List.of(userAgent)))
              .build());
      var opened = new Writing(path, channel, writer);
      writing = opened;
      return opened;
    } catch (IOException e) {
      channel.close();
      Files.deleteIfExists(path);
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    Writing file = writing;
    if (file == null) return;
    writing = null;
    file.channel.force(true);
    file.channel.close();
    String name = String.valueOf(file.path.getFileName());
    Files.move(file.path, folder.resolve(name.substring(0, name.length() - OPEN.length())));
  }
}
