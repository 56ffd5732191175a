package dev.revue.ingest.discover;

import dev.revue.ingest.discover.Content.Entry;
import dev.revue.ingest.discover.Content.Sitemap;
import dev.revue.ingest.discover.Content.Unknown;
import dev.revue.ingest.discover.XmlScanner.Piece;
import dev.revue.ingest.url.CanonicalUrl;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sitemaps: indices, URL sets and plain lines, by local names and whatever their namespace. Read
/// as a stream, for a sitemap may be ten times as large as a page: what is kept is bounded.
final class SitemapReader {
  private static final Logger LOG = LoggerFactory.getLogger(SitemapReader.class);

  /// What the protocol allows in one file.
  private static final int MOST_URLS = 50_000;

  /// Twice what so many addresses usually take.
  private static final int MOST_CHARACTERS = 8 << 20;

  private static final int LONGEST_VALUE = 2_100;
  private static final int CHUNK = 8 << 10;

  /// What may come before an address and beside it, such as translations and pictures of the page.
  /// Who sends more sends it to keep us busy, and is read no further.
  private static final int MOST_BESIDE_ALL = 1 << 20;

  private static final int MOST_BESIDE_EACH = 128 << 10;

  private final CanonicalUrl url;
  private final Reader text;
  private final Map<CanonicalUrl, Entry> pages = new LinkedHashMap<>();
  private final Map<CanonicalUrl, Entry> sitemaps = new LinkedHashMap<>();
  private int characters;
  private long room = MOST_BESIDE_ALL;

  private SitemapReader(CanonicalUrl url, Reader text) {
    this.url = url;
    this.text =
        new FilterReader(text) {
          @Override
          public int read(char[] into, int offset, int length) throws IOException {
            int count = room > 0 ? in.read(into, offset, length) : -1;
            if (count > 0) room -= count;
            return count;
          }
        };
  }

  static Sitemap xml(CanonicalUrl url, Reader text) throws IOException {
    var reader = new SitemapReader(url, text);
    reader.xml(new XmlScanner(reader.text));
    return reader.sitemap();
  }

  static Content lines(CanonicalUrl url, Reader text) throws IOException {
    var reader = new SitemapReader(url, text);
    reader.lines();
    return reader.pages.isEmpty() ? new Unknown() : reader.sitemap();
  }

  private void lines() throws IOException {
    var line = new StringBuilder();
    var chunk = new char[CHUNK];
    for (int count = text.read(chunk); count >= 0 && !full(); count = text.read(chunk)) {
      for (int i = 0; i < count; i++) {
        char c = chunk[i];
        if (c != '\n' && c != '\r') {
          if (line.length() < LONGEST_VALUE) line.append(c);
          continue;
        }
        line(line.toString());
        line.setLength(0);
      }
    }
    if (!cut()) line(line.toString());
  }

  private void xml(XmlScanner xml) throws IOException {
    boolean index = false;
    boolean sitemap = false;
    int within = 0; // elements that are open in the one of the page; what is deeper is not its own
    String field = "";
    var loc = new StringBuilder();
    var lastmod = new StringBuilder();
    for (Piece piece = xml.next(); piece != Piece.NOTHING && !full(); piece = xml.next()) {
      switch (piece) {
        case START -> {
          String name = xml.name();
          if (name.equals("sitemapindex")) index = true;
          if (name.equals("url") || name.equals("sitemap")) {
            if (!loc.isEmpty()) add(loc, lastmod, sitemap);
            sitemap = index || name.equals("sitemap");
            within = 0;
            field = "";
          } else {
            within++;
            if (within == 1) field = name;
          }
        }
        case TEXT -> {
          if (within != 1) continue;
          if (field.equals("loc")) keep(loc, xml.text());
          if (field.equals("lastmod")) keep(lastmod, xml.text());
        }
        case END -> {
          String name = xml.name();
          if (name.equals("url") || name.equals("sitemap")) {
            if (!loc.isEmpty()) add(loc, lastmod, sitemap);
            within = 0;
          } else if (within > 0) {
            within--;
          }
          if (within == 0) field = "";
        }
        case NOTHING -> {}
      }
    }
    if (!loc.isEmpty() && !full() && !cut()) add(loc, lastmod, sitemap);
  }

  private static void keep(StringBuilder kept, String text) {
    int room = LONGEST_VALUE - kept.length();
    kept.append(text, 0, Math.min(text.length(), room));
  }

  private void line(String line) {
    if (full()) return;
    String said = line.replace("\uFEFF", "").strip();
    if (said.startsWith("http://") || said.startsWith("https://")) add(said, "", false);
  }

  private void add(StringBuilder loc, StringBuilder lastmod, boolean sitemap) {
    add(loc.toString().strip(), lastmod.toString().strip(), sitemap);
    loc.setLength(0);
    lastmod.setLength(0);
  }

  private void add(String loc, String lastmod, boolean sitemap) {
    if (loc.isEmpty()) return;
    characters += loc.length();
    url.resolve(loc)
        .ifPresent(to -> {
          // Most are spelled as we do: keep them once.
          String link = loc.equals(to.text()) ? to.text() : EntryDraft.absolute(loc, to);
          @Nullable Instant changed = DateText.parse(lastmod).map(DateText::begin).orElse(null);
          var entry = new Entry(to, link, "", lastmod, changed);
          boolean known = (sitemap ? sitemaps : pages).putIfAbsent(to, entry) != null;
          if (!known) room += MOST_BESIDE_EACH;
        });
  }

  private boolean full() {
    return pages.size() + sitemaps.size() >= MOST_URLS || characters >= MOST_CHARACTERS;
  }

  /// Whether it was left before its end, for what came beside its addresses.
  private boolean cut() {
    return room <= 0;
  }

  private Sitemap sitemap() {
    if (cut()) {
      int found = pages.size() + sitemaps.size();
      LOG.warn("{}: read no further after {} addresses: too much beside them", url.text(), found);
    }
    return new Sitemap(List.copyOf(pages.values()), List.copyOf(sitemaps.values()));
  }
}
