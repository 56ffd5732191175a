package dev.revue.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.event.RenderAnswer.NotRendered;
import dev.revue.common.event.RenderAnswer.Rendered;
import dev.revue.common.event.RenderJob;
import dev.revue.ingest.fetch.Fetched;
import dev.revue.ingest.frontier.Kind;
import dev.revue.ingest.frontier.UrlRow;
import dev.revue.ingest.sources.Source;
import dev.revue.ingest.sources.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an answer of a browser means: the same as if we had fetched it.
class RenderingsTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final String URL = "https://example.org/a";

  @ParameterizedTest
  @CsvSource({
    "200, page",
    "206, page",
    "301, redirected",
    "302, redirected",
    "308, redirected",
    "304, refused-status",
    "400, refused-status",
    "401, missing",
    "403, missing",
    "404, missing",
    "410, gone",
    "429, busy",
    "451, missing",
    "500, failed-status",
    "502, failed-status",
    "503, busy",
    "999, failed-status"
  })
  void aStatusMeansWhatItMeansToTheFetcher(int status, String outcome) {
    var answer = new Rendered(URL, NOW, status, Map.of("location", "/b"), "<p>x");
    assertThat(Renderings.fetched(answer, NOW).outcome()).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "refused, memory, , refused-memory",
    "failed, dns, , failed-dns",
    "redirected, script, https://example.org/b, redirected",
    "redirected, script, 'javascript:1', refused-redirect",
    "redirected, script, , refused-redirect",
    "unheard-of, new, , refused-new"
  })
  void aFailureIsWhoseItIs(String failure, String reason, String to, String outcome) {
    var answer = new NotRendered(URL, NOW, failure, reason, "in words", to);
    assertThat(Renderings.fetched(answer, NOW).outcome()).isEqualTo(outcome);
  }

  @Test
  void onlyALastingRedirectIsPermanent() {
    var lasting = new Rendered(URL, NOW, 301, Map.of("location", "/b"), "");
    var script = new NotRendered(URL, NOW, "redirected", "script", "x", "https://example.org/b");
    assertThat(((Fetched.Redirected) Renderings.fetched(lasting, NOW)).permanent()).isTrue();
    assertThat(((Fetched.Redirected) Renderings.fetched(script, NOW)).permanent()).isFalse();
  }

  @Test
  void retryAfterIsReadInBothForms() {
    assertThat(busy("120")).contains(NOW.plusSeconds(120));
    assertThat(busy("Fri, 02 Jan 2026 04:04:05 GMT")).contains(NOW.plusSeconds(3_600));
    assertThat(busy("soon")).isEmpty();
    assertThat(busy("\u00fc")).isEmpty();
  }

  private static Optional<Instant> busy(String retryAfter) {
    var answer = new Rendered(URL, NOW, 503, Map.of("retry-after", retryAfter), "");
    return ((Fetched.Busy) Renderings.fetched(answer, NOW)).until();
  }

  @Test
  void theTextIsTheBrowsersAndHasNoValidators() {
    var headers =
        Map.of(
            "content-type", "text/html; charset=iso-8859-1",
            "etag", "\"a\"",
            "last-modified", "Fri, 02 Jan 2026 04:04:05 GMT",
            "x-robots-tag", "noindex");
    var page = (Fetched.Page) Renderings.fetched(new Rendered(URL, NOW, 200, headers, "ü"), NOW);
    assertThat(page.body().utf8()).isEqualTo("ü");
    assertThat(page.headers())
        .containsOnly(
            Map.entry("content-type", "text/html; charset=utf-8"),
            Map.entry("x-robots-tag", "noindex"));
  }

  @Test
  void noMoreAreGivenOutThanThereIsRoomForAndALeaseThatRanOutMakesRoom(@TempDir Path dir)
      throws Exception {
    Sources sources = sources(dir);
    var renderings = new Renderings(2, Duration.ofMinutes(10));
    for (String url : List.of(URL, URL + "/2")) {
      assertThat(renderings.room(NOW)).isTrue();
      RenderJob job =
          renderings.sent(row(url), 7, sources.sources().getFirst(), sources, NOW.plusNanos(1_234));
      assertThat(job.lease()).isEqualTo(NOW.plusSeconds(600)); // what JSON and rows can tell apart
    }
    assertThat(renderings.room(NOW.plusSeconds(599))).isFalse();
    assertThat(renderings.room(NOW.plusSeconds(601))).isTrue();
  }

  @Test
  void silenceIsToldUntilAnAnswerComesOrThePagesAreAnothers(@TempDir Path dir) throws Exception {
    Sources sources = sources(dir);
    Source source = sources.sources().getFirst();
    var renderings = new Renderings(10, Duration.ofMinutes(10));
    assertThat(renderings.obstacle(NOW)).isEmpty();
    renderings.sent(row(URL), 7, source, sources, NOW);
    renderings.sent(row(URL + "/2"), 8, source, sources, NOW.plusSeconds(100));
    assertThat(renderings.obstacle(NOW.plusSeconds(119))).isEmpty();
    assertThat(renderings.obstacle(NOW.plusSeconds(120))).get().asString().contains("revue render");
    renderings.answered(URL, NOW.plusSeconds(130));
    assertThat(renderings.obstacle(NOW.plusSeconds(131))).isEmpty();
    assertThat(renderings.obstacle(NOW.plusSeconds(251))).isPresent();
    renderings.disown(List.of(8));
    assertThat(renderings.size()).isZero();
    assertThat(renderings.obstacle(NOW.plusSeconds(252))).isEmpty();
  }

  @Test
  void aPageThatNobodyRenderedIsForgottenThoughNoOtherIsGivenOut(@TempDir Path dir)
      throws Exception {
    Sources sources = sources(dir);
    var renderings = new Renderings(10, Duration.ofMinutes(10));
    renderings.sent(row(URL), 7, sources.sources().getFirst(), sources, NOW);
    assertThat(renderings.obstacle(NOW.plusSeconds(599))).isPresent();
    assertThat(renderings.obstacle(NOW.plusSeconds(601))).isEmpty();
    assertThat(renderings.size()).isZero();
  }

  private static UrlRow row(String url) {
    return new UrlRow(url, Kind.PAGE, 0, 0, 0, "s", NOW, null);
  }

  private static Sources sources(Path dir) throws IOException {
    return Sources.read(
        Files.writeString(
            dir.resolve("sources.yml"),
            """
            user_agent: RevueBot/0.1 (+https://example.org/bot)
            sources:
              - {name: s, start: ["https://example.org/"], render: true}
            """));
  }
}
