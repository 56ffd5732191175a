package dev.revue.bench.index;

import dev.revue.common.event.Ids;
import dev.revue.common.event.ReviewEvent.Aspect;
import dev.revue.common.event.ReviewEvent.Item;
import dev.revue.common.event.ReviewEvent.Provenance;
import dev.revue.common.event.ReviewEvent.Rating;
import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.common.event.ReviewEvent.Section;
import dev.revue.common.event.Version;
import dev.revue.common.kafka.Clients;
import dev.revue.common.kafka.Events;
import dev.revue.common.settings.KafkaSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;

/// Made-up reviews of some 300 words, all different, the same in every run.
final class Reviews {
  private static final int WORDS = 300;
  private static final String[] SYLLABLES =
      "ba be bi bo bu da de di do du fa fe fi ka ke ki la le li lo ma me mi mo na ne ni no ra re ri sa se si ta te ti va ve vi"
          .split(" ");

  private Reviews() {}

  static Review of(int number, long version) {
    var random = new Random(number);
    int title = random.nextInt(5_000);
    String name = "The " + word(new Random(title)) + " of " + word(new Random(-title - 1L));
    var item =
        new Item(
            Ids.item("movie", name, 1950 + title % 75),
            "movie",
            name,
            1950 + title % 75,
            List.of("Director " + title % 800),
            List.of("Actor " + title % 900, "Actor " + title % 1_100),
            List.of(title % 2 == 0 ? "Drama" : "Comedy"),
            Map.of());
    int stars = random.nextInt(11);
    String text = prose(random);
    return new Review(
        Ids.review("https://example.com/reviews/" + number),
        new Version(version),
        "https://example.com/reviews/" + number,
        "example.com",
        Instant.parse("2026-01-02T03:04:05Z"),
        "example",
        name + ", reviewed",
        List.of("Critic " + random.nextInt(400)),
        random.nextInt(5) == 0 ? "user" : "critic",
        "Example Review",
        "2025-%02d-%02d".formatted(1 + random.nextInt(12), 1 + random.nextInt(28)),
        null,
        "en",
        text,
        List.of(new Section("Verdict", text.substring(0, 200))),
        WORDS,
        "https://example.com/images/" + number + ".jpg",
        item,
        new Rating(stars + "/10", (double) stars, 10.0, null, stars * 10.0),
        text.substring(0, 120),
        List.of(word(random)),
        List.of(word(random)),
        List.of(new Aspect("plot", random.nextDouble() * 2 - 1, text.substring(0, 80), null)),
        random.nextDouble() * 2 - 1,
        List.of(),
        List.of(),
        Map.of(),
        Map.of("rating", new Provenance("json-ld", 0.97, stars + "/10")));
  }

  /// Writes the first `count` of them. The first to each partition of a new topic goes alone: its
  /// leader may not be ready yet, and what is sent behind it would be out of sequence.
  static void produce(KafkaSettings kafka, int count) throws Exception {
    var begun = new HashSet<Integer>();
    var sent = new ArrayList<Future<RecordMetadata>>();
    try (KafkaProducer<byte[], byte[]> producer = Clients.producer(kafka)) {
      for (int i = 0; i < count; i++) {
        var record = Events.review(of(i, 10), Events.newTrace());
        Future<RecordMetadata> one = producer.send(record);
        if (begun.add(record.partition())) one.get();
        sent.add(one);
      }
      producer.flush();
    }
    for (Future<RecordMetadata> one : sent) one.get();
  }

  private static String prose(Random random) {
    var text = new StringBuilder();
    for (int i = 0; i < WORDS; i++) {
      if (i > 0) text.append(i % 12 == 0 ? ". " : i % 90 == 0 ? ".\n\n" : " ");
      text.append(word(random));
    }
    return text.append('.').toString();
  }

  /// Frequent words are short and rare ones long, as in a language.
  private static String word(Random random) {
    int length = 1 + (int) Math.min(4, Math.abs(random.nextGaussian() * 2));
    var word = new StringBuilder();
    for (int i = 0; i < length; i++) word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
    return word.toString();
  }
}
