package dev.revue.cli.dlq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.revue.common.kafka.DeadLetter;
import dev.revue.common.kafka.Redrive;
import dev.revue.common.settings.SettingsException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Grouping, masking, filters and what a terminal may get to see.
class CausesTest {
  private static final Filter ALL = Filter.parse(List.of(), Instant.now());

  @Test
  void masksWhatDiffersFromOneLetterToTheNext() {
    assertThat(
            Cause.masked(
                "document_parsing_exception: [1:345] failed to parse field [score] of type [float] in document with id 'mfrggzdfmztwq2lk'. Preview of field's value: 'it's bad'"))
        .isEqualTo(
            "document_parsing_exception: [0:0] failed to parse field [score] of type [float] in document with id '…'. Preview of field's value: '…'s bad'");
    assertThat(Cause.masked("on https://example.org/a?b=1: no\nsecond line"))
        .isEqualTo("on <url> no");
    assertThat(Cause.masked("review mfrggzdfmztwq2lk4x of 8388609 bytes"))
        .isEqualTo("review <id> of 0 bytes");
    assertThat(Cause.masked("x".repeat(900))).hasSizeLessThan(300);
  }

  @Test
  void groupsByStageReasonAndMaskedMessage() {
    DeadLetter one = letter(1, "index", "rejected-document", "field 17");
    DeadLetter two = letter(2, "index", "rejected-document", "field 4");
    DeadLetter other = letter(3, "fold", "unreadable", "field 4");
    DeadLetter again =
        read(DeadLetter.of(asRead(Redrive.of(one), 9), "index", "rejected-document", "field 1"), 4);
    List<Causes.Group> groups =
        Causes.of(List.of(one, two, other, again), ALL).groups(Set.of(one.id()));
    assertThat(groups).hasSize(2);
    Causes.Group first = groups.getFirst();
    assertThat(first.cause()).isEqualTo(new Cause("index", "rejected-document", "field 0"));
    assertThat(first.letters()).isEqualTo(3);
    assertThat(first.waiting()).isEqualTo(2);
    assertThat(first.redriven()).isEqualTo(1);
    assertThat(first.cameBack()).isEqualTo(1);
    assertThat(first.attempts()).isEqualTo(2);
    assertThat(first.example()).isEqualTo("0@4");
  }

  @Test
  void admitsWhatEveryConditionHoldsFor() {
    DeadLetter letter = letter(1, "index", "rejected-document", "field 17");
    Instant now = letter.at().plusSeconds(3600);
    for (String holds :
        List.of(
            "stage=index",
            "reason=rejected-document",
            "topic=revue.reviews",
            "key=k=1",
            "message=field",
            "letter=0@1",
            "since=2h",
            "since=" + letter.at(),
            "before=30m")) {
      assertThat(Filter.parse(List.of(holds), now).admits(letter)).as(holds).isTrue();
    }
    for (String holdsNot :
        List.of("stage=fold", "reason=", "key=k", "letter=0@11", "since=30m", "before=2h")) {
      assertThat(Filter.parse(List.of("stage=index", holdsNot), now).admits(letter))
          .as(holdsNot)
          .isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"stage", "=index", "stages=index", "since=yesterday", "before=2025-01-01T"})
  void refusesAFilterThatIsNone(String text) {
    assertThatThrownBy(() -> Filter.parse(List.of(text), Instant.now()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("--filter " + text);
  }

  @Test
  void letsNothingSteerATerminal() {
    String evil = "\u001b]0;title\u0007\u001b[2J\u009b31m\u202egnp.exe\r\n\u2028x";
    assertThat(Plain.line(evil))
        .doesNotContainPattern("[\\p{Cntrl}\u0080-\u009f\u202e\u2028]")
        .contains("\\u001b", "\\u009b", "\\u202e", "gnp.exe");
    DeadLetter letter = letter(1, evil, evil, evil);
    String portrait = Portrait.of(letter, true, true);
    Causes.Group group = Causes.of(List.of(letter), ALL).groups(Set.of()).getFirst();
    String outlook = Outlook.of(group) + Outlook.json(group);
    assertThat(portrait + outlook)
        .doesNotContainPattern("[\\p{Cntrl}\u0080-\u009f\u202e\u2028&&[^\n]]");
  }

  @Test
  void cutsALongValueUnlessAllOfItIsWanted() {
    String json = "{\"text\":\"" + "y".repeat(5_000) + "\"}";
    var record = record(json.getBytes(StandardCharsets.UTF_8));
    DeadLetter letter = read(DeadLetter.of(record, "index", "bad", "no good"), 1);
    assertThat(Portrait.of(letter, false, false)).hasSizeLessThan(2_000).contains("--full");
    assertThat(Portrait.of(letter, false, true)).contains("y".repeat(5_000)).contains("\"text\" :");
  }

  private static DeadLetter letter(long offset, String stage, String reason, String message) {
    return read(DeadLetter.of(record(new byte[] {'{'}), stage, reason, message), offset);
  }

  private static ConsumerRecord<byte[], byte[]> record(byte[] value) {
    return new ConsumerRecord<>(
        "revue.reviews", 5, 7, "k=1".getBytes(StandardCharsets.UTF_8), value);
  }

  private static DeadLetter read(ProducerRecord<byte[], byte[]> letter, long offset) {
    return DeadLetter.read(asRead(letter, offset)).orElseThrow();
  }

  private static ConsumerRecord<byte[], byte[]> asRead(
      ProducerRecord<byte[], byte[]> record, long offset) {
    boolean back = record.topic().equals("revue.redrive");
    return new ConsumerRecord<>(
        record.topic(),
        back ? record.partition() : 0,
        offset,
        1_700_000_000_000L,
        TimestampType.CREATE_TIME,
        0,
        0,
        record.key(),
        record.value(),
        new RecordHeaders(record.headers().toArray()),
        Optional.empty());
  }
}
