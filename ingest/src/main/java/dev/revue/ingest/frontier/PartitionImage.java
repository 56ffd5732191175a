package dev.revue.ingest.frontier;

import dev.revue.common.json.Json;
import java.util.Map;

/// A partition's sites, rows and words as bytes and back. What waits for what is not in it: it
/// follows from the rows.
final class PartitionImage {
  /// Changes whenever other code could misread these bytes or those of a row.
  static final int LAYOUT = 3;

  private PartitionImage() {}

  static byte[] of(Partition partition) {
    var out = new ByteWriter();
    out.number(partition.words().all().size());
    partition.words().all().forEach(out::text);
    out.number(partition.sites().size());
    partition.sites().forEach(site -> write(site, out));
    return out.copy();
  }

  private static void write(Site site, ByteWriter out) {
    out.text(site.domain());
    out.block(site.hasHost() ? Json.bytes(site.host()) : new byte[0]);
    Map<String, byte[]> robots = site.robots();
    out.number(robots.size());
    robots.forEach((server, packed) -> {
      out.text(server);
      out.block(packed);
    });
    out.number(site.reservations().size());
    site.reservations()
        .forEach((server, packed) -> {
          out.text(server);
          out.block(packed);
        });
    Rows rows = site.packed();
    out.number(rows.size());
    for (int slot = 0; slot < rows.size(); slot++) out.block(rows.row(slot));
  }

  /// Fills an empty partition.
  ///
  /// @throws RuntimeException of any kind where the bytes are no image; the partition is of no use
  ///   then
  static void read(byte[] image, Partition into) {
    var in = new ByteReader(image);
    for (long left = in.number(); left > 0; left--) {
      int code = into.words().code(in.text());
      if (code == 0) throw new IllegalArgumentException("too many words");
    }
    for (long left = in.number(); left > 0; left--) {
      Site site = into.site(in.text());
      byte[] host = in.block();
      if (host.length > 0) site.put(Json.read(host, HostRow.class));
      for (long more = in.number(); more > 0; more--) site.put(in.text(), in.block());
      for (long more = in.number(); more > 0; more--) site.reserve(in.text(), in.block());
      for (long more = in.number(); more > 0; more--) site.add(in.block());
    }
    if (in.left() > 0) throw new IllegalArgumentException(in.left() + " bytes too many");
  }
}
