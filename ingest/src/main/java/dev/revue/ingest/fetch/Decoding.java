package dev.revue.ingest.fetch;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.brotli.dec.BrotliInputStream;

/// Undoes the encodings of a body, with a limit on what each of them gives, so that neither the
/// document nor anything between it and the wire can be without end.
final class Decoding {
  /// What we say that we read.
  static final String ACCEPTED = "gzip, deflate, br, zstd";

  /// 8 MiB, the most that RFC 9659 lets a server ask of us.
  private static final int ZSTD_WINDOW_BITS = 23;

  private static final int BUFFER = 8 << 10;

  private Decoding() {}

  /// @param encodings the header's value, outermost last
  /// @throws Unwanted where we do not read one of them
  static InputStream decoded(InputStream wire, String encodings, long most) throws IOException {
    List<String> names = names(encodings);
    if (names.size() > FetchLimits.MOST_ENCODINGS) {
      throw new Unwanted("encoding", names.size() + " encodings over each other");
    }
    InputStream body = new Bounded(wire, most);
    for (String name : names.reversed()) {
      body = new Bounded(decoder(body, name), most);
    }
    return body;
  }

  /// What is in a gzip file; anything else as it is.
  static InputStream unzipped(InputStream file, long most) throws IOException {
    var peeked = new PushbackInputStream(file, 2);
    byte[] magic = peeked.readNBytes(2);
    peeked.unread(magic);
    boolean gzip = magic.length == 2 && magic[0] == 0x1f && (magic[1] & 0xff) == 0x8b;
    return gzip ? new Bounded(new GZIPInputStream(peeked, BUFFER), most) : peeked;
  }

  private static List<String> names(String encodings) {
    var names = new ArrayList<String>();
    for (String name : encodings.toLowerCase(Locale.ROOT).split("[,\n]")) {
      String bare = name.strip();
      if (!bare.isEmpty() && !bare.equals("identity")) names.add(bare);
    }
    return names;
  }

  private static InputStream decoder(InputStream in, String name) throws IOException {
    return switch (name) {
      case "gzip", "x-gzip" -> new GZIPInputStream(in, BUFFER);
      case "deflate" -> inflater(in);
      case "br" -> new BrotliInputStream(in, BUFFER);
      case "zstd" -> new ZstdInputStream(in).setLongMax(ZSTD_WINDOW_BITS);
      default -> throw new Unwanted("encoding", name);
    };
  }

  /// By RFC 9110 deflate has a zlib header; some servers leave it out.
  private static InputStream inflater(InputStream in) throws IOException {
    var peeked = new PushbackInputStream(in, 2);
    byte[] head = peeked.readNBytes(2);
    peeked.unread(head);
    boolean zlib =
        head.length == 2
            && (head[0] & 0x0f) == 8
            && (((head[0] & 0xff) << 8) | (head[1] & 0xff)) % 31 == 0;
    var inflater = new Inflater(!zlib);
    return new InflaterInputStream(peeked, inflater, BUFFER) {
      @Override
      public void close() throws IOException {
        super.close();
        inflater.end();
      }
    };
  }
}
