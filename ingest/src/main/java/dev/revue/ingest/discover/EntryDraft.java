package dev.revue.ingest.discover;

import dev.revue.ingest.discover.Content.Entry;
import dev.revue.ingest.url.CanonicalUrl;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What has been read of an entry: of each field the best that it gave, of equals the first.
final class EntryDraft {
  static final int BY_ELEMENT = 9;
  static final int BY_REFERENCE = 8;
  static final int BY_OTHER_REFERENCE = 7;
  static final int BY_TEXT = 6;
  static final int BY_GUID = 3;
  static final int BY_NAME = 1;

  /// By how much a field of another vocabulary is worth less.
  static final int FOREIGN = 4;

  private static final int LONGEST_LINK = 2_000;
  private static final int LONGEST_TITLE = 1_000;
  private static final int LONGEST_DATE = 100;
  private static final int NONE = Integer.MIN_VALUE;
  private static final Pattern ABSOLUTE = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:");

  private String title = "";
  private int titleRank = NONE;
  private String link = "";
  private @Nullable CanonicalUrl url;
  private int linkRank = NONE;
  private String published = "";
  private int publishedRank = NONE;
  private @Nullable Instant changed;

  void title(String text, int rank) {
    if (text.isEmpty() || rank <= titleRank) return;
    title = text.substring(0, Math.min(text.length(), LONGEST_TITLE));
    titleRank = rank;
  }

  void link(CanonicalUrl base, String text, int rank) {
    String said = text.strip();
    if (said.isEmpty() || said.length() > LONGEST_LINK || rank <= linkRank) return;
    url = base.resolve(said).orElse(null);
    link = absolute(said, url);
    linkRank = rank;
  }

  /// An address that has a scheme stays as it is; what is asked for is another matter.
  static String absolute(String said, @Nullable CanonicalUrl url) {
    return url == null || ABSOLUTE.matcher(said).lookingAt() ? said : url.text();
  }

  void published(String text, int rank) {
    String said = text.strip();
    if (said.isEmpty() || said.length() > LONGEST_DATE) return;
    @Nullable Instant at = DateText.parse(said).map(DateText::begin).orElse(null);
    if (at != null && (changed == null || at.isAfter(changed))) changed = at;
    if (rank <= publishedRank) return;
    published = said;
    publishedRank = rank;
  }

  String title() {
    return title;
  }

  Entry entry() {
    return new Entry(url, link, title, published, changed);
  }
}
