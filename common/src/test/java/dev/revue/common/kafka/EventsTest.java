package dev.revue.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.revue.common.event.Extracted;
import dev.revue.common.event.PageEvent.PageGone;
import dev.revue.common.event.ReviewEvent.ReviewRemoved;
import dev.revue.common.event.Version;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final Version VERSION = Version.next(NOW, Version.none());

  @Test
  void readsBackWhatItWrote() {
    var gone = new PageGone("https://example.org/", VERSION, NOW, "s", "gone", List.of());
    var removed = new ReviewRemoved("r1", VERSION, "heat", "dropped", NOW);

    assertThat(Events.page(received(Events.page(gone, "example.org", Events.newTrace()))))
        .isEqualTo(gone);
    assertThat(Events.review(received(Events.review(removed, Events.newTrace()))))
        .isEqualTo(removed);
    var nothing = new Extracted("https://example.org/", VERSION, List.of(), null);
    assertThat(
            Events.value(
                received(Events.extracted(nothing, 0, Events.newTrace())), Extracted.class))
        .isEqualTo(nothing);
  }

  @Test
  void tellsInHeadersWhatARecordIs() {
    var record =
        Events.review(new ReviewRemoved("r1", VERSION, "heat", "dropped", NOW), "00-trace-01");

    assertThat(Events.header(record.headers(), Events.TYPE))
        .isEqualTo("dev.revue.review.removed.v1");
    assertThat(Events.header(record.headers(), Events.VERSION))
        .isEqualTo(String.valueOf(VERSION.value()));
    assertThat(Events.header(record.headers(), Events.TRACE)).isEqualTo("00-trace-01");
    assertThat(Events.header(record.headers(), "ce_id")).isEqualTo("r1:" + VERSION.value());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dev.revue.review.v1         | {}                                | incomplete",
        "dev.revue.review.v1         | null                              | incomplete",
        "dev.revue.review.v1         | {\"id\": \"r1\", \"version\": 1}     | incomplete",
        "dev.revue.review.v1         | {\"id\": \"r\", \"version\": 1, \"url\": \"u\", \"site\": \"s\", \"author_type\": \"user\", \"item\": {}} | incomplete",
        "dev.revue.review.v1         | {\"id\": [1]                        | unreadable",
        "dev.revue.review.v1         | {\"id\": \"r1\", \"version\": -1}    | unreadable",
        "dev.revue.review.removed.v1 | {\"id\": \"r1\", \"version\": 1}     | incomplete",
        "dev.revue.no.such.v1        | {}                                | unknown-type"
      })
  void callsBadWhatNoReaderCouldUse(String type, String json, String reason) {
    var record =
        new ProducerRecord<byte[], byte[]>(
            "revue.reviews", 0, null, json.getBytes(StandardCharsets.UTF_8));
    record.headers().add(Events.TYPE, type.getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> Events.review(received(record)))
        .isInstanceOfSatisfying(BadRecord.class, bad -> assertThat(bad.reason()).isEqualTo(reason));
  }

  @Test
  void callsARecordWithoutAValueBad() {
    var record = new ProducerRecord<byte[], byte[]>("revue.pages", 0, null, null);
    record.headers().add(Events.TYPE, "dev.revue.page.gone.v1".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> Events.page(received(record))).isInstanceOf(BadRecord.class);
  }

  private static ConsumerRecord<byte[], byte[]> received(ProducerRecord<byte[], byte[]> sent) {
    var record = new ConsumerRecord<>(sent.topic(), sent.partition(), 7, sent.key(), sent.value());
    sent.headers().forEach(record.headers()::add);
    return record;
  }
}
