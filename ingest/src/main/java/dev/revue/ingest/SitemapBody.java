package dev.revue.ingest;

import dev.revue.ingest.discover.Content;
import dev.revue.ingest.discover.Documents;
import dev.revue.ingest.fetch.BodyReader;
import dev.revue.ingest.fetch.Fetched.Page;
import dev.revue.ingest.fetch.Fetched.Refused;
import dev.revue.ingest.fetch.Text;
import dev.revue.ingest.frontier.Visit;
import dev.revue.ingest.url.CanonicalUrl;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import okio.BufferedSource;
import okio.HashingSource;
import okio.Okio;

/// Reads one sitemap as it arrives: what stays is what it lists.
record SitemapBody(CanonicalUrl url) implements BodyReader<Visit> {
  @Override
  public Visit read(Page page, InputStream body) throws IOException {
    var hashing = HashingSource.sha256(Okio.source(body));
    BufferedSource text = Okio.buffer(hashing);
    text.request(Text.LOOK_AT);
    byte[] head = text.peek().readByteArray(Math.min(text.getBuffer().size(), Text.LOOK_AT));
    Charset charset = Text.charset(head, page.contentType());
    try {
      Content content = Documents.sitemap(url, new InputStreamReader(text.inputStream(), charset));
      return new Visit(page, content, "", charset.name(), hashing.hash().hex());
    } catch (RuntimeException e) { // a fault of ours, which is no trouble of the server's
      return Visit.of(new Refused("unreadable", e.toString()));
    }
  }
}
