package dev.revue.ingest.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.event.PageEvent.PageFetched;
import dev.revue.common.event.PageEvent.PageGone;
import dev.revue.common.event.Version;
import dev.revue.common.json.Json;
import dev.revue.ingest.discover.Documents;
import dev.revue.ingest.fetch.Fetched;
import dev.revue.ingest.fetch.Fetched.Busy;
import dev.revue.ingest.fetch.Fetched.Failed;
import dev.revue.ingest.fetch.Fetched.Gone;
import dev.revue.ingest.fetch.Fetched.Missing;
import dev.revue.ingest.fetch.Fetched.NotModified;
import dev.revue.ingest.fetch.Fetched.Page;
import dev.revue.ingest.fetch.Fetched.Redirected;
import dev.revue.ingest.fetch.Fetched.Refused;
import dev.revue.ingest.frontier.Judge.Surroundings;
import dev.revue.ingest.frontier.Verdict.HostState;
import dev.revue.ingest.sources.Source;
import dev.revue.ingest.sources.Sources;
import dev.revue.ingest.url.CanonicalUrl;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Map<String, String> ETAG = Map.of("etag", "\"1\"");
  private final Judge judge = new Judge(new Backoff(() -> 0), Duration.ofMinutes(10));
  private final Map<CanonicalUrl, UrlRow> others = new HashMap<>();
  private Source source = source("");
  private boolean storm;
  private boolean hush;
  private boolean shared;
  private boolean twin;
  private boolean full;

  @Test
  void aNewPageIsPublishedAndAnUnchangedOneIsNot() {
    Verdict first = judge(found("/reviews/a", Kind.PAGE), page("/reviews/a", "<p>one"));
    assertThat(first.event())
        .get()
        .isInstanceOfSatisfying(
            PageFetched.class,
            event -> {
              assertThat(event.html()).isEqualTo("<p>one");
              assertThat(event.hash()).hasSize(64);
              assertThat(event.source()).isEqualTo("s");
            });
    Verdict same = judge(first.row(), page("/reviews/a", "<p>one"));
    assertThat(same.event()).isEmpty();
    assertThat(same.row().version()).isEqualTo(first.row().version());
    Verdict notModified = judge(same.row(), Visit.of(new NotModified()));
    assertThat(notModified.event()).isEmpty();
    assertThat(notModified.row().published()).isTrue();
  }

  @Test
  void aSlowerClockDoesNotLowerAVersion() {
    UrlRow row = judge(found("/reviews/a", Kind.PAGE), page("/reviews/a", "<p>one")).row();
    var around = around();
    Verdict earlier =
        judge.judge(
            row, page("/reviews/a", "<p>two"), source, NOW.minus(Duration.ofDays(9)), around);
    assertThat(earlier.row().version()).isGreaterThan(row.version());
  }

  @Test
  void theIntervalGrowsWithoutAndShrinksWithAChangeWithinBounds() {
    UrlRow row = judge(found("/reviews/a", Kind.PAGE), page("/reviews/a", "0")).row();
    assertThat(interval(row)).isEqualTo(Duration.ofDays(1));
    row = judge(row, page("/reviews/a", "0")).row();
    Duration longer = interval(row);
    assertThat(longer).isGreaterThan(Duration.ofDays(1));
    row = judge(row, page("/reviews/a", "1")).row();
    assertThat(interval(row)).isLessThan(longer);
    for (int i = 0; i < 99; i++) row = judge(row, Visit.of(new NotModified())).row();
    assertThat(interval(row)).isEqualTo(Duration.ofDays(30));
    for (int i = 0; i < 99; i++) row = judge(row, page("/reviews/a", "x" + i)).row();
    assertThat(interval(row)).isBetween(Duration.ofHours(1), Duration.ofHours(12));
  }

  @Test
  void goneIsGoneAtOnceAndOnlyOnce() {
    Verdict gone = judge(published("/reviews/a"), Visit.of(new Gone()));
    assertThat(gone.event()).get().isInstanceOf(PageGone.class);
    assertThat(judge(gone.row(), Visit.of(new Gone())).event()).isEmpty();
    Verdict back = judge(gone.row(), page("/reviews/a", "<p>/reviews/a"));
    assertThat(back.event()).get().isInstanceOf(PageFetched.class);
    assertThat(back.row().version()).isGreaterThan(gone.row().version());
  }

  @Test
  void missingNeedsTwoLooksInARow() {
    UrlRow once = judge(published("/reviews/a"), Visit.of(new Missing(404))).row();
    assertThat(once.due()).isEqualTo(NOW.plus(Duration.ofMinutes(10)));
    UrlRow trouble = judge(once, Visit.of(new Failed("status", "500"))).row();
    Verdict afterTrouble = judge(trouble, Visit.of(new Missing(404)));
    assertThat(afterTrouble.event()).isEmpty();
    assertThat(judge(afterTrouble.row(), Visit.of(new Missing(404))).event())
        .get()
        .isInstanceOfSatisfying(
            PageGone.class, event -> assertThat(event.reason()).isEqualTo("not-found"));
  }

  @Test
  void aStormOfMissingPagesRemovesNothing() {
    UrlRow once = judge(published("/reviews/a"), Visit.of(new Missing(404))).row();
    storm = true;
    Verdict second = judge(once, Visit.of(new Missing(404)));
    assertThat(second.event()).isEmpty();
    assertThat(second.row().published()).isTrue();
  }

  @Test
  void aStormEndsAfterAboutAWeekOfLooksThatAllSayTheSame() {
    storm = true;
    UrlRow row = published("/reviews/a");
    Instant at = NOW;
    var hourly = new Judge(new Backoff(() -> 0), Duration.ofHours(1));
    for (int look = 1; look < Judge.MOST_LOOKS; look++) {
      Verdict verdict = hourly.judge(row, Visit.of(new Missing(404)), source, at, around());
      assertThat(verdict.event()).as("look %d", look).isEmpty();
      row = verdict.row();
      at = row.due();
    }
    assertThat(Duration.between(NOW, at)).isBetween(Duration.ofDays(6), Duration.ofDays(10));
    Verdict last = hourly.judge(row, Visit.of(new Missing(404)), source, at, around());
    assertThat(last.event()).get().isInstanceOf(PageGone.class);

    // One good look, and the week begins again.
    UrlRow back = judge(row, page("/reviews/a", "<p>/reviews/a")).row();
    assertThat(judge(back, Visit.of(new Missing(404))).row().seen().failures()).isEqualTo(1);
  }

  @Test
  void aWallOfRedirectsIsAStormAndAMoveToNewHomesIsNone() {
    storm = true;
    var wall = Visit.of(new Redirected(301, url("/login"), true));
    UrlRow row = judge(published("/reviews/a"), wall).row();
    assertThat(judge(row, wall).event()).isEmpty();
    others.put(url("/login"), published("/login"));
    shared = true;
    assertThat(judge(row, wall).event()).isEmpty();
    shared = false;
    assertThat(judge(row, wall).event()).get().isInstanceOf(PageGone.class);
  }

  @Test
  void aPageThatBecameAnothersCopyIsRemovedAtASecondLook() {
    Visit copy = page("/reviews/a", "<link rel=canonical href=/reviews/b><p>/reviews/a");
    UrlRow once = judge(published("/reviews/a"), copy).row();
    assertThat(once.published()).isTrue();
    assertThat(judge(once, copy).event())
        .get()
        .isInstanceOfSatisfying(
            PageGone.class, event -> assertThat(event.reason()).isEqualTo("moved"));
    storm = true;
    assertThat(judge(once, copy).event()).isEmpty();
  }

  @Test
  void whenAllPagesAskNotToBeIndexedTheRestIsAskedAgain() {
    String noindex = "<meta name=robots content=noindex><p>x";
    hush = true;
    storm = true;
    Verdict held = judge(published("/reviews/a"), page("/reviews/a", noindex));
    assertThat(held.event()).isEmpty();
    assertThat(judge(held.row(), page("/reviews/a", noindex)).event()).isEmpty();
    storm = false;
    assertThat(judge(held.row(), page("/reviews/a", noindex)).event())
        .get()
        .isInstanceOf(PageGone.class);
  }

  @Test
  void aDocumentThatOtherPagesTurnedIntoTooIsNotPublishedAtOnce() {
    twin = true;
    Verdict held = judge(published("/reviews/a"), page("/reviews/a", "<p>back soon"));
    assertThat(held.event()).isEmpty();
    assertThat(judge(held.row(), page("/reviews/a", "<p>/reviews/a")).event()).isEmpty();
    assertThat(judge(held.row(), page("/reviews/a", "<p>back soon")).event())
        .get()
        .isInstanceOf(PageFetched.class);
    assertThat(judge(found("/reviews/b", Kind.PAGE), page("/reviews/b", "<p>back soon")).event())
        .as("a new page")
        .isPresent();
  }

  @Test
  void whatRobotsTxtForbidsStaysForAMonth() {
    UrlRow row = published("/reviews/a");
    Instant day = NOW;
    for (int i = 1; i < Judge.MOST_FORBIDDEN; i++) {
      Verdict verdict = judge.forbidden(row, source, day, day.plus(Duration.ofDays(1)));
      assertThat(verdict.event()).isEmpty();
      row = verdict.row();
      day = row.due();
    }
    assertThat(judge.forbidden(row, source, day, day).event())
        .get()
        .isInstanceOfSatisfying(
            PageGone.class, event -> assertThat(event.reason()).isEqualTo("forbidden"));
    UrlRow allowed = judge(row, Visit.of(new NotModified())).row();
    assertThat(judge.forbidden(allowed, source, day, day).event()).isEmpty();
  }

  @Test
  void aRobotsTxtThatIsReadEveryHourTakesNothingOutSooner() {
    UrlRow row = published("/reviews/a");
    Instant now = NOW;
    while (true) {
      Verdict verdict = judge.forbidden(row, source, now, now.plus(Duration.ofHours(1)));
      if (verdict.event().isPresent()) break;
      row = verdict.row();
      assertThat(row.due()).isEqualTo(now.plus(Duration.ofHours(1)));
      now = row.due();
    }
    assertThat(now).isBetween(NOW.plus(Duration.ofDays(24)), NOW.plus(Duration.ofDays(30)));
  }

  @Test
  void troubleRemovesNothingHoweverLong() {
    UrlRow row = published("/reviews/a");
    for (int i = 0; i < 50; i++) {
      Verdict verdict = judge(row, Visit.of(new Failed("timeout", "30 s")));
      assertThat(verdict.event()).isEmpty();
      assertThat(verdict.host()).isInstanceOf(HostState.InTrouble.class);
      row = verdict.row();
    }
    assertThat(row.published()).isTrue();
    assertThat(row.due()).isEqualTo(NOW.plus(Duration.ofDays(1)));
    Verdict busy = judge(row, Visit.of(new Busy(429, Optional.of(NOW.plusSeconds(5)))));
    assertThat(busy.host()).isEqualTo(new HostState.Busy(Optional.of(NOW.plusSeconds(5))));
  }

  @ParameterizedTest
  @CsvSource({
    "size, true",
    "framing, true",
    "headers, true",
    "unreadable, true",
    "type, false",
    "fault, false",
    "record, false",
    "address, false",
    "encoding, false"
  })
  void whatCostsTooMuchIsToldOfItsHostAndRemovesNothing(String reason, boolean costly) {
    Verdict verdict = judge(published("/reviews/a"), Visit.of(new Refused(reason, "")));
    assertThat(verdict.host() instanceof HostState.Costly).isEqualTo(costly);
    assertThat(verdict.event()).isEmpty();
    assertThat(verdict.row().published()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"301, true", "308, true", "302, false", "307, false"})
  void aPageThatMovedIsFoundElsewhereAndRemovedAtASecondLook(int status, boolean permanent) {
    var redirect = Visit.of(new Redirected(status, url("/reviews/b"), permanent));
    Verdict first = judge(published("/reviews/a"), redirect);
    assertThat(first.event()).isEmpty();
    assertThat(first.found()).extracting(Found::url).containsExactly(url("/reviews/b"));
    Verdict moved = judge(first.row(), redirect);
    assertThat(moved.event())
        .get()
        .isInstanceOfSatisfying(
            PageGone.class,
            event -> {
              assertThat(event.reason()).isEqualTo("moved");
              assertThat(event.movedTo()).containsExactly("https://example.org/reviews/b");
            });
    assertThat(moved.found()).extracting(Found::url).containsExactly(url("/reviews/b"));
    assertThat(moved.found()).extracting(Found::hops).containsExactly(1);
  }

  @Test
  void aChainOfRedirectsEnds() {
    UrlRow row = UrlRow.found(new Found(url("/1"), Kind.PAGE, 1, 0, 6, "s"), NOW);
    Verdict verdict = judge(row, Visit.of(new Redirected(302, url("/2"), false)));
    assertThat(verdict.found()).isEmpty();
    Verdict self = judge(found("/1", Kind.PAGE), Visit.of(new Redirected(302, url("/1"), false)));
    assertThat(self.found()).isEmpty();
  }

  @Test
  void aPageThatDoesNotWantToBeFoundIsRemoved() {
    String noindex = "<meta name=robots content=noindex><p>x";
    Verdict removed = judge(published("/reviews/a"), page("/reviews/a", noindex));
    assertThat(removed.event())
        .get()
        .isInstanceOfSatisfying(
            PageGone.class, event -> assertThat(event.reason()).isEqualTo("noindex"));
    assertThat(judge(removed.row(), page("/reviews/a", noindex)).event()).isEmpty();
    assertThat(judge(found("/reviews/b", Kind.PAGE), page("/reviews/b", noindex)).event())
        .isEmpty();
  }

  @Test
  void aDuplicateIsPublishedUnderItsCanonicalUrlOnly() {
    Visit copy = page("/reviews/copy", "<link rel=canonical href=/reviews/a><p>x");
    Verdict verdict = judge(found("/reviews/copy", Kind.PAGE), copy);
    assertThat(verdict.event()).isEmpty();
    assertThat(verdict.found()).extracting(Found::url).contains(url("/reviews/a"));
    others.put(url("/reviews/a"), published("/reviews/a"));
    assertThat(judge(verdict.row(), copy).event()).isEmpty();
  }

  @Test
  void aCanonicalUrlThatLeadsNowhereIsNotBelieved() {
    Visit copy = page("/reviews/copy", "<link rel=canonical href=/reviews/a><p>x");
    UrlRow missing = found("/reviews/a", Kind.PAGE);
    others.put(url("/reviews/a"), judge(missing, Visit.of(new Missing(404))).row());
    assertThat(judge(found("/reviews/copy", Kind.PAGE), copy).event()).isPresent();
    Visit strange = page("/reviews/x", "<link rel=canonical href=https://other.example/x><p>x");
    assertThat(judge(found("/reviews/x", Kind.PAGE), strange).event()).isPresent();
  }

  @Test
  void aPageStaysWhereNothingCanComeInItsPlace() {
    full = true;
    Visit copy = page("/reviews/a", "<link rel=canonical href=/reviews/b><p>/reviews/a");
    Verdict alone = judge(judge(published("/reviews/a"), copy).row(), copy);
    assertThat(alone.row().published()).isTrue();
    assertThat(judge(found("/reviews/a", Kind.PAGE), copy).event())
        .get()
        .isInstanceOf(PageFetched.class);
    var redirect = Visit.of(new Redirected(301, url("/reviews/b"), true));
    UrlRow row = published("/reviews/a");
    for (int look = 0; look < Judge.MOST_LOOKS; look++) {
      Verdict verdict = judge(row, redirect);
      assertThat(verdict.event()).isEmpty();
      row = verdict.row();
    }
    assertThat(row.published()).isTrue();

    others.put(url("/reviews/b"), found("/reviews/b", Kind.PAGE));
    assertThat(judge(judge(row, redirect).row(), redirect).event())
        .get()
        .isInstanceOf(PageGone.class);
    assertThat(judge(judge(row, copy).row(), copy).event()).get().isInstanceOf(PageGone.class);
  }

  @Test
  void whatAPageIsACopyOfComesBeforeItsLinks() {
    Visit copy =
        page("/reviews/copy", "<a href=/reviews/c>c</a><link rel=canonical href=/reviews/a>");
    assertThat(judge(found("/reviews/copy", Kind.PAGE), copy).found())
        .extracting(Found::url)
        .containsExactly(url("/reviews/a"), url("/reviews/c"));
  }

  @Test
  void twoPagesThatNameEachOtherGiveOne() {
    Visit a = page("/reviews/a", "<link rel=canonical href=/reviews/b><p>x");
    Visit b = page("/reviews/b", "<link rel=canonical href=/reviews/a><p>x");
    Verdict first = judge(found("/reviews/a", Kind.PAGE), a);
    others.put(url("/reviews/a"), first.row());
    Verdict second = judge(found("/reviews/b", Kind.PAGE), b);
    others.put(url("/reviews/b"), second.row());
    assertThat(first.event()).isEmpty();
    assertThat(second.event()).isPresent();
    assertThat(judge(first.row(), a).event()).isEmpty();
  }

  @Test
  void listsAreFollowedAndLinksCountDepth() {
    String html = "<a href=?page=2>2</a><a href=/reviews/page/3>3</a><a href=/reviews/a>a</a>";
    UrlRow list = UrlRow.found(Found.start(url("/reviews/"), Kind.LISTING, "s"), NOW);
    assertThat(judge(list, page("/reviews/", html)).found())
        .containsExactly(
            new Found(url("/reviews/?page=2"), Kind.LISTING, 0, 1, 0, "s"),
            new Found(url("/reviews/page/3"), Kind.LISTING, 0, 1, 0, "s"),
            new Found(url("/reviews/a"), Kind.PAGE, 1, 0, 0, "s"));
    UrlRow deep = UrlRow.found(new Found(url("/reviews/d"), Kind.PAGE, 3, 0, 0, "s"), NOW);
    assertThat(judge(deep, page("/reviews/d", html)).found()).isEmpty();
  }

  @Test
  void aFeedIsFollowedIntoItsArchiveButNotForEver() {
    String text = "<feed><link rel=next href=?p=2 /><entry><link href=/reviews/a /></entry></feed>";
    UrlRow feed = UrlRow.found(Found.start(url("/feed"), Kind.FEED, "s"), NOW);
    assertThat(judge(feed, page("/feed", text)).found())
        .containsExactlyInAnyOrder(
            new Found(url("/reviews/a"), Kind.PAGE, 1, 0, 0, "s"),
            new Found(url("/feed?p=2"), Kind.FEED, 0, 1, 0, "s"));
    UrlRow last = UrlRow.found(new Found(url("/feed"), Kind.FEED, 0, 100, 0, "s"), NOW);
    assertThat(judge(last, page("/feed", text)).found()).hasSize(1);
    assertThat(judge(feed, page("/feed", text.replace("?p=2", "/feed"))).found()).hasSize(1);
  }

  @Test
  void aSitemapThatAPageNamesIsReadWhereSitemapsAreToBeFound() {
    String html = "<link rel=sitemap href=/map.xml>";
    UrlRow list = UrlRow.found(Found.start(url("/reviews/"), Kind.LISTING, "s"), NOW);
    assertThat(judge(list, page("/reviews/", html)).found()).isEmpty();
    source = source("    sitemaps: auto\n");
    assertThat(judge(list, page("/reviews/", html)).found())
        .containsExactly(new Found(url("/map.xml"), Kind.SITEMAP, 0, 0, 0, "s"));
  }

  @Test
  void aPageWhoseTimeIsUpIsTakenBackThoughNothingOfItChanged() {
    String html = "<meta name=robots content='unavailable_after: 2026-11-23T13:00:00Z'>";
    Verdict before = judge(found("/reviews/a", Kind.PAGE), page("/reviews/a", html, ETAG));
    assertThat(before.event()).get().isInstanceOf(PageFetched.class);
    assertThat(before.row().due()).isEqualTo(NOW.plus(Duration.ofHours(1)));
    assertThat(before.row().seen().etag()).isNull(); // "not modified" would hide that it is time
    var around = around();
    Instant then = before.row().due();
    Verdict after = judge.judge(before.row(), page("/reviews/a", html, ETAG), source, then, around);
    assertThat(after.event())
        .get()
        .isInstanceOfSatisfying(
            PageGone.class, gone -> assertThat(gone.reason()).isEqualTo("noindex"));
    assertThat(after.row().due()).isAfter(then);
    assertThat(after.row().seen().etag()).isNull();
  }

  @Test
  void otherSelectorsArePublishedAgain() {
    UrlRow row = published("/reviews/a");
    source = source("    select: {rating: .score}\n");
    Verdict verdict = judge(row, page("/reviews/a", "<p>/reviews/a"));
    assertThat(verdict.event())
        .get()
        .isInstanceOfSatisfying(
            PageFetched.class,
            event -> assertThat(event.hints()).containsEntry("rating", ".score"));
    assertThat(judge(verdict.row(), page("/reviews/a", "<p>/reviews/a")).event()).isEmpty();
  }

  @Test
  void rowsSurviveTheirJson() {
    UrlRow row = published("/reviews/a");
    assertThat(Json.read(Json.bytes(row), UrlRow.class)).isEqualTo(row);
    UrlRow copy =
        row.seen(row.seen().fingerprinted(-7, "https://example.org/reviews/first"), row.due());
    assertThat(Json.read(Json.bytes(copy), UrlRow.class)).isEqualTo(copy);
    UrlRow trouble = judge(row, Visit.of(new Failed("timeout", "30 s"))).row();
    assertThat(Json.read(Json.bytes(trouble), UrlRow.class)).isEqualTo(trouble);
    UrlRow fresh = found("/reviews/a", Kind.LISTING);
    assertThat(Json.read(Json.bytes(fresh), UrlRow.class)).isEqualTo(fresh);
    assertThat(Json.read(Json.bytes(fresh), UrlRow.class).version()).isEqualTo(Version.none());
    var host = new HostRow("example.org", NOW, 2, NOW.minusSeconds(9), true);
    assertThat(Json.read(Json.bytes(host), HostRow.class)).isEqualTo(host);
    var robots = new RobotsRow("https://example.org/robots.txt", "rules", "Disallow:", 0, NOW);
    assertThat(Json.read(Json.bytes(robots), RobotsRow.class)).isEqualTo(robots);
  }

  @Test
  void rowsOfEarlierVersionsAreStillRead() {
    String json =
        """
        {"url":"https://example.org/a","kind":"page","depth":1,"paging":0,"hops":0,"source":"s",
         "due":"2026-11-22T12:00:00Z","seen":{"at":"2026-11-22T11:00:00Z","outcome":"page",
         "failures":0,"interval":"PT1H","published":true,"version":4711}}
        """;
    UrlRow row = Json.read(json.getBytes(java.nio.charset.StandardCharsets.UTF_8), UrlRow.class);
    assertThat(row.seen().simhash()).isZero();
    assertThat(row.seen().duplicateOf()).isNull();
    assertThat(row.version()).isEqualTo(new Version(4711));
  }

  private Verdict judge(UrlRow row, Visit visit) {
    return judge.judge(row, visit, source, NOW, around());
  }

  private Surroundings around() {
    return new Surroundings(
        url -> Optional.ofNullable(others.get(url)),
        () -> storm,
        () -> hush,
        to -> shared,
        hash -> twin,
        to -> !full || others.containsKey(to.url()));
  }

  private UrlRow published(String path) {
    return judge(found(path, Kind.PAGE), page(path, "<p>" + path)).row();
  }

  private static UrlRow found(String path, Kind kind) {
    return UrlRow.found(new Found(url(path), kind, 1, 0, 0, "s"), NOW);
  }

  private static Visit page(String path, String html) {
    return page(path, html, Map.of("content-type", "text/html"));
  }

  private static Visit page(String path, String html, Map<String, String> headers) {
    Fetched page = new Page(200, headers, ByteString.EMPTY);
    var content = new Documents("RevueBot").page(url(path), html, Map.of(), Map.of());
    return new Visit(page, content, html, "UTF-8", ByteString.encodeUtf8(html).sha256().hex());
  }

  private static Duration interval(UrlRow row) {
    return row.seen().interval();
  }

  private static Source source(String more) {
    return Sources.parse(
            "s.yml",
            "user_agent: RevueBot/1\nsources:\n  - name: s\n    start: [https://example.org/]\n"
                + more)
        .sources()
        .getFirst();
  }

  private static CanonicalUrl url(String path) {
    return CanonicalUrl.parse("https://example.org" + path).orElseThrow();
  }
}
