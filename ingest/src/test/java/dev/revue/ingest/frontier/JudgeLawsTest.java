package dev.revue.ingest.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.event.PageEvent;
import dev.revue.common.event.PageEvent.PageFetched;
import dev.revue.common.event.PageEvent.PageGone;
import dev.revue.common.event.Version;
import dev.revue.ingest.discover.Documents;
import dev.revue.ingest.fetch.Fetched.Busy;
import dev.revue.ingest.fetch.Fetched.Failed;
import dev.revue.ingest.fetch.Fetched.Gone;
import dev.revue.ingest.fetch.Fetched.Missing;
import dev.revue.ingest.fetch.Fetched.NotModified;
import dev.revue.ingest.fetch.Fetched.Page;
import dev.revue.ingest.fetch.Fetched.Redirected;
import dev.revue.ingest.fetch.Fetched.Refused;
import dev.revue.ingest.frontier.Judge.Surroundings;
import dev.revue.ingest.sources.Source;
import dev.revue.ingest.sources.Sources;
import dev.revue.ingest.url.CanonicalUrl;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import okio.ByteString;

/// What holds for one page whatever its server answers, in any order.
class JudgeLawsTest {
  private static final CanonicalUrl URL = new CanonicalUrl("https://example.org/reviews/a");
  private static final Instant BEGIN = Instant.parse("2026-11-23T12:00:00Z");
  private static final Source SOURCE =
      Sources.parse(
              "s.yml",
              "user_agent: RevueBot/1\nsources:\n  - name: s\n    start: [https://example.org/]\n")
          .sources()
          .getFirst();

  private final Judge judge = new Judge(new Backoff(() -> 0.5), Duration.ofHours(1));

  @Property(tries = 300)
  void thePageEventsOfAUrlAreConsistent(
      @ForAll @Size(max = 60) List<@IntRange(max = 31) Integer> answers) {
    UrlRow row = UrlRow.found(new Found(URL, Kind.PAGE, 1, 0, 0, "s"), BEGIN);
    Version version = Version.none();
    boolean there = false;
    String hash = "";
    for (int answer : answers) {
      Instant now = row.due();
      boolean storm = answer % 2 == 1;
      Verdict verdict =
          answer / 2 == 15
              ? judge.forbidden(row, SOURCE, now, now.plus(Duration.ofDays(1)))
              : judge.judge(row, visit(answer / 2, now), SOURCE, now, around(storm));
      Optional<PageEvent> event = verdict.event();
      if (event.isPresent()) {
        assertThat(event.get().version()).isGreaterThan(version);
        version = event.get().version();
        switch (event.get()) {
          case PageGone gone -> {
            assertThat(there).as("it was there").isTrue();
            there = false;
          }
          case PageFetched page -> {
            assertThat(there && page.hash().equals(hash)).as("nothing new").isFalse();
            there = true;
            hash = page.hash();
          }
        }
      }
      row = verdict.row();
      assertThat(row.published()).isEqualTo(there);
      assertThat(row.version()).isEqualTo(version);
      assertThat(row.due()).isAfterOrEqualTo(now);
    }
  }

  @Property(tries = 300)
  void noTroubleAndNoStormOfAWeekRemovesAPage(
      @ForAll @Size(max = 60) List<@IntRange(max = 9) Integer> answers) {
    UrlRow row = UrlRow.found(new Found(URL, Kind.PAGE, 1, 0, 0, "s"), BEGIN);
    row = judge.judge(row, visit(0, BEGIN), SOURCE, BEGIN, around(false)).row();
    int doubts = 0;
    for (int answer : answers) {
      // 404s and redirects among time-outs, 5xx and 429s, never a week of them in a row
      int kind = 3 + answer;
      boolean doubtful = kind == 5 || kind == 6 || kind == 7;
      doubts = doubtful ? doubts + 1 : 0;
      if (doubts >= Judge.MOST_LOOKS) continue;
      Verdict verdict = judge.judge(row, visit(kind, row.due()), SOURCE, row.due(), around(true));
      assertThat(verdict.event()).isEmpty();
      row = verdict.row();
    }
    assertThat(row.published()).isTrue();
  }

  private static Surroundings around(boolean storm) {
    return new Surroundings(
        url -> Optional.empty(),
        () -> storm,
        () -> storm,
        url -> storm,
        hash -> storm,
        found -> true);
  }

  private static Visit visit(int answer, Instant now) {
    return switch (answer) {
      case 0 -> page("<p>one");
      case 1 -> page("<p>two");
      case 2 -> page("<meta name=robots content=noindex><p>one");
      case 3 -> Visit.of(new Failed("timeout", "30 s"));
      case 4 -> Visit.of(new Failed("dns", "no such name"));
      case 5 -> Visit.of(new Missing(404));
      case 6 -> Visit.of(new Missing(403));
      case 7 -> Visit.of(new Redirected(301, new CanonicalUrl("https://example.org/"), true));
      case 8 -> Visit.of(new Busy(429, Optional.of(now.plusSeconds(60))));
      case 9 -> Visit.of(new Busy(503, Optional.empty()));
      case 10 -> Visit.of(new NotModified());
      case 11, 12 -> Visit.of(new Refused("size", "more than 5 MiB"));
      case 13 -> Visit.of(new Gone());
      default -> page("<link rel=canonical href=/reviews/b><p>one");
    };
  }

  private static Visit page(String html) {
    var page = new Page(200, Map.of("content-type", "text/html"), ByteString.EMPTY);
    var content = new Documents("RevueBot").page(URL, html, Map.of(), Map.of());
    return new Visit(page, content, html, "UTF-8", ByteString.encodeUtf8(html).sha256().hex());
  }
}
