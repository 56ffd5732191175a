package dev.revue.ingest;

import dev.revue.ingest.discover.Content;
import dev.revue.ingest.discover.Documents;
import dev.revue.ingest.fetch.BodyReader;
import dev.revue.ingest.fetch.Fetched.Page;
import dev.revue.ingest.fetch.Fetched.Refused;
import dev.revue.ingest.fetch.Text;
import dev.revue.ingest.frontier.Visit;
import dev.revue.ingest.url.CanonicalUrl;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import okio.BufferedSource;
import okio.HashingSource;
import okio.Okio;
import okio.Source;

/// Reads one sitemap as it arrives: what stays is what it lists. That may be as much as a site has,
/// so that only few large ones are read at once; small ones wait for nobody, whose server ever does
/// not go on.
///
/// @param large permits for large ones
/// @param patience how long to wait for one
record SitemapBody(CanonicalUrl url, Semaphore large, Duration patience)
    implements BodyReader<Visit> {
  /// What a large one gives while others are read that do not come to an end.
  static final Visit NO_ROOM = Visit.of(new Refused("no-room", "large sitemaps are being read"));

  private static final int SMALL = 64 << 10;

  @Override
  public Visit read(Page page, InputStream body) throws IOException {
    try (var entrance = new Entrance(body)) {
      return read(page, Okio.source(entrance));
    } catch (NoRoom e) {
      return NO_ROOM;
    }
  }

  private Visit read(Page page, Source body) throws IOException {
    var hashing = HashingSource.sha256(body);
    BufferedSource text = Okio.buffer(hashing);
    text.request(Text.LOOK_AT);
    byte[] head = text.peek().readByteArray(Math.min(text.getBuffer().size(), Text.LOOK_AT));
    Charset charset = Text.charset(head, page.contentType());
    try {
      Content content = Documents.sitemap(url, new InputStreamReader(text.inputStream(), charset));
      return new Visit(page, content, "", charset.name(), hashing.hash().hex());
    } catch (RuntimeException e) { // a fault of ours, which is no trouble of the server's
      return Visit.of(new Refused("fault", e.toString()));
    }
  }

  private static final class NoRoom extends IOException {
    private static final long serialVersionUID = 1;
  }

  /// Where a permit is taken once a body turns out to be large, and given back at its end.
  private final class Entrance extends FilterInputStream {
    private int bytes;
    private boolean entered;

    Entrance(InputStream body) {
      super(body);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = super.read(into, offset, length);
      if (count > 0 && !entered && (bytes += count) > SMALL) enter();
      return count;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    private void enter() throws IOException {
      try {
        entered = large.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      if (!entered) throw new NoRoom();
    }

    @Override
    public void close() throws IOException {
      if (entered) large.release();
      entered = false;
      super.close();
    }
  }
}
