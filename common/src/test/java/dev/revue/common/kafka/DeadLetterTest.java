package dev.revue.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
  @Property(tries = 200)
  void givesEveryRecordBackAsItWas(@ForAll("records") ConsumerRecord<byte[], byte[]> record) {
    DeadLetter letter = letter(DeadLetter.of(record, "index", "bad", "no good"), 17);
    Redrive back = Redrive.read(read(Redrive.of(letter), 99)).orElseThrow();
    for (ConsumerRecord<byte[], byte[]> same : List.of(letter.original(), back.original())) {
      assertThat(same.topic()).isEqualTo(record.topic());
      assertThat(same.partition()).isEqualTo(record.partition());
      assertThat(same.offset()).isEqualTo(record.offset());
      assertThat(same.timestamp()).isEqualTo(record.timestamp());
      assertThat(same.key()).isEqualTo(record.key());
      assertThat(same.value()).isEqualTo(record.value());
      assertThat(same.headers().toArray()).isEqualTo(record.headers().toArray());
    }
    assertThat(back.letter()).isEqualTo(letter.id());
  }

  @Property(tries = 50)
  void countsOnWhenARedrivenRecordFailsAgain(
      @ForAll("records") ConsumerRecord<byte[], byte[]> record) {
    DeadLetter first = letter(DeadLetter.of(record, "fold", "bad", "no good"), 17);
    DeadLetter second =
        letter(DeadLetter.of(read(Redrive.of(first), 99), "fold", "worse", "still not"), 18);
    assertThat(first.attempts()).isEqualTo(1);
    assertThat(second.attempts()).isEqualTo(2);
    assertThat(second.previous()).contains(first.id());
    assertThat(second.origin()).isEqualTo(first.origin());
    assertThat(second.reason()).isEqualTo("worse");
    assertThat(second.original().headers().toArray()).isEqualTo(record.headers().toArray());
  }

  @Test
  void isForItsStageOnly() {
    DeadLetter letter = letter(DeadLetter.of(record(), "enrich", "bad", "no good"), 17);
    var back = read(Redrive.of(letter), 0);
    assertThat(Redrive.addressed(back, "enrich")).isPresent();
    assertThat(Redrive.addressed(back, "fold")).isEmpty();
    assertThat(Redrive.addressed(record(), "fold")).isPresent();
  }

  @Test
  void isNobodysInAPartitionThatIsNotItsOwn() {
    DeadLetter letter = letter(DeadLetter.of(record(), "enrich", "bad", "no good"), 17);
    ProducerRecord<byte[], byte[]> back = Redrive.of(letter);
    var astray =
        new ProducerRecord<>(
            back.topic(), record().partition() + 1, back.key(), back.value(), back.headers());
    assertThat(Redrive.addressed(read(astray, 0), "enrich")).isEmpty();
  }

  @Test
  void isNoneWithoutItsHeaders() {
    assertThat(DeadLetter.read(record())).isEmpty();
    var half = record();
    half.headers().add(DeadLetter.STAGE, "index".getBytes(StandardCharsets.UTF_8));
    assertThat(DeadLetter.read(half)).isEmpty();
    var stranger = new ProducerRecord<byte[], byte[]>(Topic.REDRIVE.topicName(), 1, null, null);
    assertThat(Redrive.addressed(read(stranger, 0), "index")).isEmpty();
  }

  @Provide
  Arbitrary<ConsumerRecord<byte[], byte[]>> records() {
    Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(50).injectNull(0.2);
    Arbitrary<String> names =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(10),
            Arbitraries.of(
                DeadLetter.STAGE, DeadLetter.ATTEMPTS, "revue-redrive-stage", Events.TYPE));
    Arbitrary<List<Header>> headers =
        Combinators.combine(names, bytes)
            .as((name, value) -> (Header) new RecordHeader(name, value))
            .list()
            .ofMaxSize(6);
    return Combinators.combine(bytes, bytes, headers, Arbitraries.integers().between(0, 63))
        .as((key, value, all, partition) ->
            record(Topic.REVIEWS.topicName(), partition, 5, key, value, all));
  }

  private static ConsumerRecord<byte[], byte[]> record() {
    return record(Topic.PAGES.topicName(), 3, 5, new byte[] {1}, new byte[] {2}, List.of());
  }

  private static ConsumerRecord<byte[], byte[]> record(
      String topic, int partition, long offset, byte[] key, byte[] value, List<Header> headers) {
    return new ConsumerRecord<>(
        topic,
        partition,
        offset,
        1_700_000_000_000L,
        TimestampType.CREATE_TIME,
        0,
        0,
        key,
        value,
        new RecordHeaders(headers),
        Optional.empty());
  }

  private static DeadLetter letter(ProducerRecord<byte[], byte[]> letter, long offset) {
    return DeadLetter.read(read(letter, offset)).orElseThrow();
  }

  /// As a consumer would read it.
  private static ConsumerRecord<byte[], byte[]> read(
      ProducerRecord<byte[], byte[]> record, long offset) {
    return record(
        record.topic(),
        record.partition(),
        offset,
        record.key(),
        record.value(),
        List.of(record.headers().toArray()));
  }
}
