package dev.revue.ingest.status;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

class RefusalsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private final Logger log = (Logger) LoggerFactory.getLogger(Refusals.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Refusals refusals = new Refusals();

  @BeforeEach
  void listen() {
    log.setLevel(Level.INFO);
    log.setAdditive(false);
    lines.start();
    log.addAppender(lines);
  }

  @AfterEach
  void leave() {
    log.detachAppender(lines);
    log.setAdditive(true);
    log.setLevel(null);
  }

  @Test
  void aRefusalSaysWhatWhereAndWhyAsPairs() {
    say("example.org", "refused-type", "image/png\r\nInjected: line", NOW);
    ILoggingEvent line = lines.list.getFirst();
    assertThat(line.getKeyValuePairs())
        .containsExactly(
            new KeyValuePair("source", "s"),
            new KeyValuePair("url", "https://example.org/a"),
            new KeyValuePair("outcome", "refused-type"),
            new KeyValuePair("reason", "image/png Injected: line"));
    assertThat(line.getFormattedMessage())
        .isEqualTo("https://example.org/a: refused-type: image/png Injected: line");
  }

  @Test
  void aBadSiteSaysAFewLinesAMinuteAndHowManyWereLeftOut() {
    for (int i = 0; i < 10_000; i++) say("bad.example", "busy", "status 429", NOW);
    say("bad.example", "missing", "status 404", NOW);
    say("good.example", "busy", "status 429", NOW);
    assertThat(lines.list).hasSize(5 + 1 + 1);
    say("bad.example", "busy", "status 429", NOW.plusSeconds(60));
    ILoggingEvent next = lines.list.getLast();
    assertThat(next.getFormattedMessage()).endsWith("(and 9995 like it)");
    assertThat(next.getKeyValuePairs()).contains(new KeyValuePair("silenced", 9_995L));
  }

  @Test
  void aLongReasonIsCut() {
    say("example.org", "refused", "x".repeat(10_000), NOW);
    assertThat(lines.list.getFirst().getFormattedMessage()).hasSizeLessThan(400);
  }

  private void say(String domain, String outcome, String reason, Instant now) {
    refusals.say(
        org.slf4j.event.Level.INFO, "s", domain, "https://example.org/a", outcome, reason, now);
  }
}
