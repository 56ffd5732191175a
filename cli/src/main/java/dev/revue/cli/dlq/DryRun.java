package dev.revue.cli.dlq;

import dev.revue.common.kafka.DeadLetter;
import dev.revue.common.kafka.Forecast;
import dev.revue.common.settings.ElasticSettings;
import dev.revue.common.settings.KafkaSettings;
import dev.revue.enrich.EnrichRehearsal;
import dev.revue.enrich.catalog.Catalog;
import dev.revue.index.rehearsal.IndexRehearsal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// What would become of letters, were they sent back now: the code at hand and the index as it is
/// decide. Nothing is sent.
public final class DryRun implements AutoCloseable {
  private static final int BATCH = 500;
  private static final int BATCH_BYTES = 16 << 20;

  private final ElasticSettings elastic;
  private final Catalog catalog;
  private final EnrichRehearsal enrich;
  private final Letters letters;
  private final BiConsumer<DeadLetter, Forecast> told;
  private final List<DeadLetter> forIndex = new ArrayList<>();
  private long bytes;
  private @Nullable IndexRehearsal index;

  /// @param catalog the folder of the one that enrich links to; empty = the one that comes along
  /// @param told is told each letter's forecast
  public DryRun(
      KafkaSettings kafka,
      ElasticSettings elastic,
      Optional<Path> catalog,
      BiConsumer<DeadLetter, Forecast> told) {
    this.elastic = elastic;
    this.catalog = Catalog.open(catalog);
    this.enrich = new EnrichRehearsal(kafka, this.catalog);
    this.letters = new Letters(kafka);
    this.told = told;
  }

  /// @throws IllegalStateException where a stage would hold, with what is in the way
  public void run(Choice choice) {
    letters.each(letter -> {
      if (choice.has(letter)) forecast(letter);
      return true;
    });
    askIndex();
  }

  /// Deletes what was made for it.
  @Override
  public void close() throws IOException {
    enrich.close();
    catalog.close();
    if (index != null) index.close();
  }

  private void forecast(DeadLetter letter) {
    switch (letter.stage()) {
      case "enrich" -> told.accept(letter, enrich.page(letter.original()));
      case "embed" -> told.accept(letter, enrich.embedding(letter.original()));
      case "fold" -> told.accept(letter, enrich.review(letter.original()));
      default -> {
        forIndex.add(letter);
        byte[] value = letter.record().value();
        bytes += value == null ? 0 : value.length;
        if (forIndex.size() >= BATCH || bytes >= BATCH_BYTES) askIndex();
      }
    }
  }

  private void askIndex() {
    if (forIndex.isEmpty()) return;
    List<Forecast> forecasts = rehearsal().of(forIndex.stream().map(DeadLetter::original).toList());
    for (int i = 0; i < forecasts.size(); i++) told.accept(forIndex.get(i), forecasts.get(i));
    forIndex.clear();
    bytes = 0;
  }

  private IndexRehearsal rehearsal() {
    if (index != null) return index;
    try {
      index = IndexRehearsal.open(elastic, Clock.systemUTC());
      return index;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
