package dev.revue.ingest.discover;

import dev.revue.ingest.discover.XmlScanner.Piece;
import dev.revue.ingest.url.CanonicalUrl;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The feeds of a feed reader's list of subscriptions (OPML 1.0 and 2.0), broken ones included.
///
/// @param subscriptions in order, each feed once, whatever folder it is in
/// @param leftOut outlines whose address is no http(s) URL
public record Opml(List<Subscription> subscriptions, int leftOut) {
  private static final int MOST = 10_000;

  /// @param title as the list calls it; empty where it does not
  /// @param site the feed's pages
  public record Subscription(String title, CanonicalUrl feed, Optional<CanonicalUrl> site) {}

  public static Opml read(String text) {
    try {
      return read(new StringReader(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Opml read(Reader text) throws IOException {
    var xml = new XmlScanner(text);
    Map<CanonicalUrl, Subscription> found = new LinkedHashMap<>();
    int leftOut = 0;
    for (Piece piece = xml.next(); piece != Piece.NOTHING; piece = xml.next()) {
      if (piece != Piece.START || !xml.name().equals("outline")) continue;
      String address = xml.attribute("xmlurl");
      if (address.isBlank() && xml.attribute("type").equalsIgnoreCase("rss")) {
        address = xml.attribute("url");
      }
      if (address.isBlank()) continue; // a folder
      Optional<CanonicalUrl> feed = http(address);
      if (feed.isEmpty() || found.size() >= MOST) {
        leftOut++;
        continue;
      }
      String title = xml.attribute("title");
      String named = title.isBlank() ? xml.attribute("text") : title;
      found.putIfAbsent(
          feed.get(), new Subscription(named.strip(), feed.get(), http(xml.attribute("htmlurl"))));
    }
    return new Opml(List.copyOf(found.values()), leftOut);
  }

  /// `feed://` is what browsers once called the address of a feed.
  private static Optional<CanonicalUrl> http(String address) {
    String plain = address.strip();
    if (plain.startsWith("feed://")) plain = "http://" + plain.substring("feed://".length());
    else if (plain.startsWith("feed:")) plain = plain.substring("feed:".length());
    return CanonicalUrl.parse(plain);
  }
}
