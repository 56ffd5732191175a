package dev.revue.ingest.discover;

import dev.revue.ingest.discover.XmlScanner.Piece;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;

/// What a document is by its beginning, whatever its name and type say.
enum Form {
  JSON,
  FEED,
  SITEMAP,
  HTML,
  /// Of no kind that we know, but with tags.
  MARKUP,
  TEXT;

  /// As much of a document as must be seen.
  static final int LOOK_AT = 8 << 10;

  private static final int MOST_TAGS = 200;
  private static final String DOCTYPE = "<!doctype html";

  static Form of(String head) {
    String plain = head.replace("\uFEFF", "").stripLeading();
    if (plain.startsWith("{")) return JSON;
    if (plain.regionMatches(true, 0, DOCTYPE, 0, DOCTYPE.length())) return HTML;
    try {
      return ofTags(new XmlScanner(new StringReader(plain)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// By the first name that tells, so that what a broken server prints before it does no harm.
  private static Form ofTags(XmlScanner xml) throws IOException {
    int tags = 0;
    for (Piece piece = xml.next(); piece != Piece.NOTHING && tags < MOST_TAGS; piece = xml.next()) {
      if (piece != Piece.START) continue;
      tags++;
      switch (xml.name()) {
        case "html", "head", "body" -> {
          return HTML;
        }
        case "urlset", "sitemapindex" -> {
          return SITEMAP;
        }
        case "rss", "rdf", "feed", "channel", "item", "entry" -> {
          return FEED;
        }
        default -> {}
      }
    }
    return tags > 0 ? MARKUP : TEXT;
  }
}
