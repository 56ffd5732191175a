package dev.revue.cli.dlq;

import dev.revue.common.kafka.Clients;
import dev.revue.common.kafka.Redrive;
import dev.revue.common.settings.KafkaSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/// Sends dead letters back, each once, whatever happens: what was sent is told by the topic itself,
/// and of two that run at once the later one goes on alone.
public final class Redriving implements AutoCloseable {
  private static final String ID = "revue-dlq-redrive";
  private static final int BATCH = 500;
  private static final int BATCH_BYTES = 16 << 20;
  private static final int BATCHES_A_SECOND = 5;

  private final Letters letters;
  private final KafkaProducer<byte[], byte[]> producer;

  /// Waits at most that long; true where it is to end.
  public interface Pause {
    boolean ended(Duration most) throws InterruptedException;
  }

  /// From now on no other redrive sends anything: choose after this.
  public Redriving(KafkaSettings kafka) {
    this.letters = new Letters(kafka);
    this.producer = Clients.transactional(kafka, ID);
    producer.initTransactions();
  }

  /// Returns how many were sent: all of them, unless `pause` ended it.
  ///
  /// @param rate most letters a second; 0 = as fast as they go
  /// @param progress is told how many were sent
  public int send(Choice choice, int rate, Pause pause, IntConsumer progress) {
    var run = new Run(choice.size(), rate, pause, progress);
    letters.each(letter -> !choice.has(letter) || run.take(Redrive.of(letter)));
    return run.sent;
  }

  @Override
  public void close() {
    producer.close();
  }

  /// There is no cause to tell: it is not a failure, but how two of them agree.
  private static final class AnotherBegan extends IllegalStateException {
    private static final long serialVersionUID = 1;

    AnotherBegan(int sent) {
      super("another redrive has begun: it sends what this one has not; sent " + sent);
    }
  }

  private final class Run {
    private final int total;
    private final int rate;
    private final int batchSize;
    private final Pause pause;
    private final IntConsumer progress;
    private final long began = System.nanoTime();
    private final List<ProducerRecord<byte[], byte[]>> batch = new ArrayList<>();
    private long batchBytes;
    private int sent;

    Run(int total, int rate, Pause pause, IntConsumer progress) {
      this.total = total;
      this.rate = rate;
      this.batchSize = rate == 0 ? BATCH : Math.clamp(rate / BATCHES_A_SECOND, 1, BATCH);
      this.pause = pause;
      this.progress = progress;
    }

    /// False where no more are wanted.
    boolean take(ProducerRecord<byte[], byte[]> record) {
      batch.add(record);
      batchBytes += record.value() == null ? 0 : record.value().length;
      boolean last = sent + batch.size() == total;
      if (!last && batch.size() < batchSize && batchBytes < BATCH_BYTES) return true;
      commit();
      return !last && !ended();
    }

    private boolean ended() {
      long due = rate == 0 ? 0 : began + sent * 1_000_000_000L / rate - System.nanoTime();
      try {
        return pause.ended(Duration.ofNanos(Math.max(0, due)));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return true;
      }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a failed send fails the commit
    private void commit() {
      try {
        producer.beginTransaction();
        batch.forEach(producer::send);
        producer.commitTransaction();
      } catch (ProducerFencedException | InvalidProducerEpochException e) {
        throw new AnotherBegan(sent);
      }
      sent += batch.size();
      batch.clear();
      batchBytes = 0;
      progress.accept(sent);
    }
  }
}
