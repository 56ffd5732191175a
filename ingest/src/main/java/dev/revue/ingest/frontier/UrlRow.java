package dev.revue.ingest.frontier;

import dev.revue.common.event.Version;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is known of one URL.
///
/// @param depth links followed from where its source begins
/// @param paging how many parts of a list come before this one
/// @param hops redirects followed to get here
/// @param source name of the source under which it was found first
/// @param due when to look at it next
/// @param seen what came of the last visit; null before the first
public record UrlRow(
    String url,
    Kind kind,
    int depth,
    int paging,
    int hops,
    String source,
    Instant due,
    @Nullable Seen seen) {

  /// What came of the last visit.
  ///
  /// @param outcome as `Fetched.outcome` names it
  /// @param failures visits in a row that gave nothing and ended alike; all trouble is alike
  /// @param interval until an undisturbed next visit
  /// @param etag, lastModified validators of `hash`
  /// @param hash of the document we have; null where we have none
  /// @param rules of the source when it was read
  /// @param select of the source when it was published
  /// @param alias the URL under which the same page is published, by its own word
  /// @param published whether `revue.pages` has it as a page that is there
  /// @param version last written to `revue.pages`; none before the first
  /// @param simhash fingerprint of the document's words; 0 where there is none
  /// @param duplicateOf the URL that was seen first with nearly the same words
  public record Seen(
      Instant at,
      String outcome,
      int failures,
      Duration interval,
      @Nullable String etag,
      @Nullable String lastModified,
      @Nullable String hash,
      @Nullable String rules,
      @Nullable String select,
      @Nullable String alias,
      boolean published,
      Version version,
      long simhash,
      @Nullable String duplicateOf) {
    public Seen {
      version = version == null ? Version.none() : version;
      interval = interval == null ? Duration.ZERO : interval;
    }

    /// Whether the server was in trouble, so that one more attempt is to be made.
    boolean isInTrouble() {
      return isTrouble(outcome);
    }

    Seen failing(Instant now, String what) {
      int again = alike(outcome, what) ? failures + 1 : 1;
      return visited(now, what, again, interval);
    }

    private static boolean alike(String before, String now) {
      return before.equals(now) || (isTrouble(before) && isTrouble(now));
    }

    private static boolean isTrouble(String outcome) {
      return outcome.equals("busy") || outcome.startsWith("failed");
    }

    Seen unchanged(Instant now, String what, Duration next) {
      return visited(now, what, 0, next);
    }

    /// Another visit to the document that we have.
    private Seen visited(Instant now, String what, int alike, Duration next) {
      return new Seen(
          now,
          what,
          alike,
          next,
          etag,
          lastModified,
          hash,
          rules,
          select,
          alias,
          published,
          version,
          simhash,
          duplicateOf);
    }

    /// To be read in full at the next visit.
    Seen unconditional() {
      return said(null, null, simhash, duplicateOf);
    }

    /// Withdrawn under a new version: nothing that we have of it is valid any more.
    Seen withdrawn(Instant now, String what, Duration next, Version withdrawal) {
      return new Seen(
          now, what, 0, next, null, null, null, null, null, null, false, withdrawal, 0, null);
    }

    /// What the words of the document that we have say about its being a copy.
    public Seen fingerprinted(long print, @Nullable String first) {
      return said(etag, lastModified, print, first);
    }

    /// The same visit, with something else known of its document.
    private Seen said(
        @Nullable String tag, @Nullable String modified, long print, @Nullable String first) {
      return new Seen(
          at, outcome, failures, interval, tag, modified, hash, rules, select, alias, published,
          version, print, first);
    }
  }

  public static UrlRow found(Found found, Instant due) {
    return new UrlRow(
        found.url().text(),
        found.kind(),
        found.depth(),
        found.paging(),
        found.hops(),
        found.source(),
        due,
        null);
  }

  public UrlRow seen(Seen now, Instant next) {
    return new UrlRow(url, kind, depth, paging, hops, source, next, now);
  }

  /// To be looked at no later than `at`.
  public UrlRow dueBy(Instant at) {
    return due.isAfter(at) ? new UrlRow(url, kind, depth, paging, hops, source, at, seen) : this;
  }

  /// The same row, to be read in full at its next visit.
  public UrlRow unconditional() {
    return seen == null ? this : seen(seen.unconditional(), due);
  }

  /// The same, to be looked at at another time.
  public UrlRow due(Instant next) {
    return new UrlRow(url, kind, depth, paging, hops, source, next, seen);
  }

  public boolean published() {
    return seen != null && seen.published();
  }

  Version version() {
    return seen == null ? Version.none() : seen.version();
  }
}
