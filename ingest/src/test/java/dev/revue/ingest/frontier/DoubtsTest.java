package dev.revue.ingest.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.event.PageEvent.PageGone;
import dev.revue.common.event.Version;
import dev.revue.ingest.frontier.UrlRow.Seen;
import dev.revue.ingest.frontier.Verdict.HostState;
import dev.revue.ingest.url.CanonicalUrl;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DoubtsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private final Doubts doubts = new Doubts();
  private Instant now = NOW;

  @Test
  void aPageIsNotBelievedGoneUntilAnotherWasSeenWell() {
    visit("a", "missing");
    assertThat(storm("a")).isTrue();
    visit("b", "not-modified");
    assertThat(storm("a")).isFalse();
    assertThat(storm("unheard-of")).isTrue();
  }

  @Test
  void whatWasSeenWellBeforeDoesNotCount() {
    visit("a", "missing");
    visit("b", "page");
    visit("c", "missing");
    assertThat(storm("c")).isTrue();
    for (String other : List.of("d", "e")) visit(other, "not-modified");
    assertThat(storm("c")).isFalse();
  }

  @Test
  void onePageSeenOftenSpeaksOnce() {
    visit("a", "missing");
    visit("b", "redirected");
    for (int i = 0; i < 9; i++) visit("c", "not-modified");
    assertThat(storm("a")).isTrue();
  }

  @Test
  void aListOrANewPageSpeaksForNothing() {
    visit("a", "missing");
    doubts.take(
        row("list", Kind.LISTING, "page", true),
        verdict(row("list", Kind.LISTING, "page", true)),
        now);
    doubts.take(
        row("new", Kind.PAGE, "", false), verdict(row("new", Kind.PAGE, "page", true)), now);
    assertThat(storm("a")).isTrue();
  }

  @Test
  void aMajorityInDoubtIsAStormWhoeverIsWell() {
    for (int i = 0; i < 5; i++) visit("gone" + i, "missing");
    for (int i = 0; i < 4; i++) visit("well" + i, "not-modified");
    assertThat(doubts.storm("https://example.org/gone0", () -> 9)).isTrue();
    assertThat(doubts.storm("https://example.org/gone0", () -> 10)).isFalse();
  }

  @Test
  void whatComesBackIsInDoubtNoMore() {
    visit("a", "missing");
    visit("b", "missing");
    visit("b", "not-modified");
    assertThat(storm("a")).isFalse();
    visit("a", "page");
    assertThat(doubts.settled()).isTrue();
  }

  @Test
  void pagesThatAllAskNotToBeIndexedAreAWall() {
    for (String page : List.of("a", "b", "c")) {
      assertThat(doubts.hush()).isFalse();
      UrlRow before = row(page, Kind.PAGE, "page", true);
      UrlRow after = row(page, Kind.PAGE, "page", false);
      var gone = new PageGone(before.url(), Version.none(), now, "s", "noindex", List.of());
      doubts.take(
          before, new Verdict(after, Optional.of(gone), List.of(), new HostState.Fine()), now);
    }
    assertThat(doubts.hush()).isTrue();
    for (String page : List.of("d", "e", "f")) visit(page, "page");
    assertThat(doubts.hush()).isFalse();
  }

  @Test
  void aTargetOfSeveralPagesIsNoNewHome() {
    doubts.led("a", new CanonicalUrl("https://example.org/consent?for=a"));
    assertThat(doubts.shared(new CanonicalUrl("https://example.org/consent?for=a"))).isFalse();
    doubts.led("b", new CanonicalUrl("https://example.org/consent?for=b"));
    assertThat(doubts.shared(new CanonicalUrl("https://example.org/consent?for=c"))).isTrue();
    assertThat(doubts.shared(new CanonicalUrl("https://example.org/other"))).isFalse();
  }

  private boolean storm(String page) {
    return doubts.storm("https://example.org/" + page, () -> 100);
  }

  private void visit(String page, String outcome) {
    now = now.plus(Duration.ofMinutes(1));
    doubts.take(
        row(page, Kind.PAGE, "page", true), verdict(row(page, Kind.PAGE, outcome, true)), now);
  }

  private static Verdict verdict(UrlRow row) {
    return new Verdict(row, Optional.empty(), List.of(), new HostState.Fine());
  }

  private static UrlRow row(String page, Kind kind, String outcome, boolean published) {
    var url = new CanonicalUrl("https://example.org/" + page);
    var seen =
        new Seen(
            NOW,
            outcome,
            1,
            Duration.ZERO,
            null,
            null,
            null,
            null,
            null,
            null,
            published,
            null,
            0,
            null);
    return UrlRow.found(new Found(url, kind, 1, 0, 0, "s"), NOW).seen(seen, NOW);
  }
}
