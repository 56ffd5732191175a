package dev.revue.ingest.discover;

import dev.revue.ingest.discover.Content.Entry;
import dev.revue.ingest.discover.Content.Feed;
import dev.revue.ingest.discover.XmlScanner.Piece;
import dev.revue.ingest.url.CanonicalUrl;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// RSS 0.9x to 2.0, Atom 0.3 and 1.0 and CDF, read as leniently as their readers must: by local
/// names, in any namespace, well-formed or not, and without a tree.
final class FeedReader {
  private static final int MOST_ENTRIES = 10_000;
  private static final int DEEPEST = 200;
  private static final int LONGEST_TEXT = 16 << 10;
  private static final Set<String> WHOLE = Set.of("rss", "rdf", "feed", "channel");
  private static final Set<String> FIELDS =
      Set.of(
          "title",
          "link",
          "guid",
          "pubdate",
          "date",
          "published",
          "issued",
          "created",
          "updated",
          "modified",
          "lastmod");

  /// What can only begin when the field before it has ended, whether its end stands there or not.
  private static final Set<String> ENDS_A_FIELD =
      Set.of("title", "link", "guid", "pubdate", "description", "category", "author", "id");

  private final CanonicalUrl url;
  private final XmlScanner xml;
  private final Deque<Open> open = new ArrayDeque<>();
  private final List<Entry> entries = new ArrayList<>();
  private final EntryDraft feed = new EntryDraft();
  private String format = "rss";
  private @Nullable CanonicalUrl further;
  private @Nullable EntryDraft entry;
  private int entryDepth;
  private @Nullable Field field;

  private FeedReader(CanonicalUrl url, Reader text) {
    this.url = url;
    this.xml = new XmlScanner(text);
  }

  /// An element that has not ended.
  ///
  /// @param base against which its addresses are resolved
  private record Open(String name, String prefix, CanonicalUrl base) {}

  /// A field that has not ended.
  ///
  /// @param own whether it is of the feed's own vocabulary
  private record Field(
      String name,
      int depth,
      boolean own,
      CanonicalUrl base,
      String type,
      String mode,
      boolean permanent,
      StringBuilder text) {}

  static Feed read(CanonicalUrl url, Reader text) throws IOException {
    return new FeedReader(url, text).read();
  }

  private Feed read() throws IOException {
    for (Piece piece = xml.next(); piece != Piece.NOTHING; piece = xml.next()) {
      switch (piece) {
        case START -> start();
        case END -> end(xml.name());
        case TEXT -> text(xml.text());
        case NOTHING -> {}
      }
      if (entries.size() >= MOST_ENTRIES) break;
    }
    closeTo(0);
    return new Feed(format, feed.title(), List.copyOf(entries), Optional.ofNullable(further));
  }

  private void start() {
    String name = xml.name();
    boolean begins = name.equals("item") || name.equals("entry");
    if (begins && entry != null) closeTo(entryDepth - 1);
    else if (field != null && (begins || ENDS_A_FIELD.contains(name))) closeTo(field.depth - 1);
    if (name.equals("feed") || (name.equals("entry") && open.isEmpty())) format = "atom";
    String parent = open.isEmpty() ? "" : open.getFirst().name;
    String vocabulary = open.isEmpty() ? xml.prefix() : open.getFirst().prefix;
    if (open.size() >= DEEPEST) return;
    open.push(new Open(name, xml.prefix(), base()));
    if (begins) {
      entry = new EntryDraft();
      entryDepth = open.size();
      entry.link(base(), xml.attribute("href"), EntryDraft.BY_ELEMENT); // of CDF
      entry.link(base(), xml.attribute("rdf:about"), EntryDraft.BY_NAME);
    } else if (field == null && entry != null && open.size() == entryDepth + 1) {
      if (name.equals("a")) entry.link(base(), xml.attribute("href"), EntryDraft.BY_ELEMENT);
      field(name, xml.prefix().equals(vocabulary));
    } else if (field == null && entry == null && WHOLE.contains(parent)) {
      field(name, xml.prefix().equals(vocabulary));
    }
  }

  private CanonicalUrl base() {
    CanonicalUrl outer = open.isEmpty() ? url : open.getFirst().base;
    String said = xml.attribute("xml:base");
    if (said.isEmpty() && xml.name().equals("channel")) said = xml.attribute("base"); // of CDF
    return said.isEmpty() ? outer : outer.resolve(said).orElse(outer);
  }

  private void field(String name, boolean own) {
    if (!FIELDS.contains(name)) return;
    CanonicalUrl base = open.getFirst().base;
    if (name.equals("link") && !xml.attribute("href").isEmpty()) {
      reference(base, own);
      return;
    }
    field =
        new Field(
            name,
            open.size(),
            own,
            base,
            xml.attribute("type").toLowerCase(Locale.ROOT),
            xml.attribute("mode").toLowerCase(Locale.ROOT),
            !xml.attribute("ispermalink").equalsIgnoreCase("false"),
            new StringBuilder());
  }

  /// Atom's way to name an address, in feeds of other kinds too.
  private void reference(CanonicalUrl base, boolean own) {
    String rel = xml.attribute("rel").toLowerCase(Locale.ROOT);
    String relation = rel.substring(rel.lastIndexOf('/') + 1);
    String href = xml.attribute("href");
    if (entry == null) {
      // RFC 5005: the next page of a feed, and what was in it before.
      boolean goesOn = relation.equals("next") || relation.equals("prev-archive");
      if (goesOn && further == null) further = base.resolve(href).orElse(null);
    } else if (relation.isEmpty() || relation.equals("alternate")) {
      String type = xml.attribute("type");
      boolean page = type.isEmpty() || type.contains("html");
      int rank = page ? EntryDraft.BY_REFERENCE : EntryDraft.BY_OTHER_REFERENCE;
      entry.link(base, href, own ? rank : rank - EntryDraft.FOREIGN);
    }
  }

  private void text(String text) {
    if (field == null || open.isEmpty()) return;
    String within = open.getFirst().name;
    if (within.equals("script") || within.equals("style")) return;
    int room = LONGEST_TEXT - field.text.length();
    field.text.append(text, 0, Math.min(text.length(), room));
  }

  private void end(String name) {
    int depth = open.size();
    for (Open element : open) {
      if (element.name.equals(name)) {
        closeTo(depth - 1);
        return;
      }
      depth--;
    }
  }

  private void closeTo(int depth) {
    while (open.size() > depth) {
      if (field != null && open.size() == field.depth) finish(field);
      if (entry != null && open.size() == entryDepth) {
        if (entries.size() < MOST_ENTRIES) entries.add(entry.entry());
        entry = null;
      }
      open.pop();
    }
  }

  private void finish(Field ended) {
    EntryDraft draft = entry == null ? feed : entry;
    String text = ended.text.toString();
    int foreign = ended.own ? 0 : EntryDraft.FOREIGN;
    switch (ended.name) {
      case "title" -> {
        boolean literal = ended.own && format.equals("atom");
        draft.title(FeedText.plain(text, ended.type, ended.mode, literal), -foreign);
      }
      case "link" -> draft.link(ended.base, text, EntryDraft.BY_TEXT - foreign);
      case "guid" -> {
        if (ended.permanent && text.strip().startsWith("http")) {
          draft.link(ended.base, text, EntryDraft.BY_GUID);
        }
      }
      default -> draft.published(text, rank(ended.name) - foreign);
    }
    field = null;
  }

  /// When it was published says more than when it was written or changed.
  private static int rank(String date) {
    return switch (date) {
      case "pubdate", "published", "issued" -> 9;
      case "date" -> 7;
      case "created" -> 5;
      default -> 3;
    };
  }
}
