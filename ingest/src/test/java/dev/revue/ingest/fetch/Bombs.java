package dev.revue.ingest.fetch;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// Bodies of which each becomes ten gigabytes of zeros, and some that are worse. Their parts are
/// sent one after another.
public final class Bombs {
  private static final int MEBIBYTE = 1 << 20;
  private static final int TEN_GIGABYTES = 10 << 10; // in MiB
  private static final byte[] GZIP_HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3};
  private static final byte[] ZLIB_HEAD = {0x78, (byte) 0x9c};

  // Made once: who is asked for them all the time would be busy making them.
  private static final List<byte[]> GZIP = deflated(GZIP_HEAD);
  private static final List<byte[]> ZLIB = deflated(ZLIB_HEAD);
  private static final List<byte[]> RAW = deflated(new byte[0]);
  private static final List<byte[]> ZSTD =
      Collections.nCopies(TEN_GIGABYTES / 8, Zstd.compress(new byte[8 * MEBIBYTE], 3));
  private static final byte[] GZIP_OF_GZIP = zipped(GZIP);
  private static final byte[] EMPTY_BLOCKS = zipped(emptyBlocks());

  private Bombs() {}

  static List<byte[]> gzip() {
    return GZIP;
  }

  static List<byte[]> zlib() {
    return ZLIB;
  }

  static List<byte[]> raw() {
    return RAW;
  }

  /// About 20 KB.
  static List<byte[]> gzipOfGzip() {
    return List.of(GZIP_OF_GZIP);
  }

  /// Deflate blocks that hold nothing, zipped: the outer decoder has work without end, and its
  /// reader never a byte.
  static List<byte[]> ofEmptyBlocks() {
    return List.of(EMPTY_BLOCKS);
  }

  private static List<byte[]> emptyBlocks() {
    byte[] empty = {0, 0, 0, (byte) 0xff, (byte) 0xff};
    var many = new ByteArrayOutputStream();
    for (int i = 0; i < 10_000; i++) many.writeBytes(empty);
    var parts = new ArrayList<byte[]>(List.of(GZIP_HEAD));
    parts.addAll(Collections.nCopies(1_100, many.toByteArray()));
    return parts;
  }

  /// A sitemap that was zipped twice.
  static List<byte[]> nested() {
    return List.of(zipped(List.of(zipped(List.of(new byte[] {'x'})))));
  }

  /// A feed whose title would be 10^29 laughs and a file of its reader's machine.
  public static String laughs() {
    var feed = new StringBuilder("<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY l0 \"lol\">");
    for (int i = 1; i < 30; i++) {
      feed.append("<!ENTITY l").append(i).append(" \"");
      feed.append(("&l" + (i - 1) + ";").repeat(10)).append("\">");
    }
    return feed
        + "<!ENTITY x SYSTEM 'file:///etc/passwd'><!ENTITY % p SYSTEM 'http://127.0.0.1/'>%p;]>"
        + "<rss><item><title>&l29;&x;</title><link>/&l29;</link></item></rss>";
  }

  /// 14 KB, made with `head -c 10G /dev/zero | brotli -q 2 -w 24`, its window then set to 4 MiB.
  static List<byte[]> brotli() {
    return List.of(resource("ten-gigabytes-of-zeros.br"));
  }

  private static byte[] resource(String name) {
    try (var in = Bombs.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<byte[]> zstd() {
    return ZSTD;
  }

  /// A frame that asks for 1 GiB of memory before it says anything.
  static List<byte[]> zstdOfAHugeWindow() {
    int windowLog = 30;
    byte descriptor = (byte) ((windowLog - 10) << 3);
    byte[] frame = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, descriptor, 0x02, 0, 0, 0};
    return List.of(frame, new byte[MEBIBYTE]);
  }

  private static List<byte[]> deflated(byte[] head) {
    var deflater = new Deflater(9, true);
    deflater.setInput(new byte[MEBIBYTE]);
    byte[] buffer = new byte[MEBIBYTE];
    int length = deflater.deflate(buffer, 0, buffer.length, Deflater.FULL_FLUSH);
    deflater.end();
    var parts = new ArrayList<byte[]>(List.of(head));
    parts.addAll(Collections.nCopies(TEN_GIGABYTES, java.util.Arrays.copyOf(buffer, length)));
    return parts;
  }

  private static byte[] zipped(List<byte[]> parts) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      for (byte[] part : parts) gzip.write(part);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
