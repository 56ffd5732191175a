package dev.revue.common.kafka;

import dev.revue.common.settings.KafkaSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes what a batch gave, and then that the batch is done. If it throws, the batch is not done.
sealed interface BatchProducer extends AutoCloseable {
  void send(List<ProducerRecord<byte[], byte[]>> out, List<Progress> progress);

  /// How far a consumer's group has come with the batch.
  record Progress(
      Map<TopicPartition, OffsetAndMetadata> next, KafkaConsumer<byte[], byte[]> consumer) {}

  @Override
  void close();

  /// @param id distinct for every process that is alive
  static BatchProducer of(KafkaSettings kafka, String id) {
    return switch (kafka.delivery()) {
      case TRANSACTIONS -> {
        var producer = Clients.transactional(kafka, id);
        try {
          producer.initTransactions();
        } catch (RuntimeException e) {
          producer.close();
          throw e;
        }
        yield new Transactions(producer);
      }
      case AT_LEAST_ONCE -> new AtLeastOnce(Clients.producer(kafka));
    };
  }

  /// All of it or nothing, and nothing once the partitions are somebody else's.
  record Transactions(KafkaProducer<byte[], byte[]> producer) implements BatchProducer {
    private static final Logger LOG = LoggerFactory.getLogger(BatchProducer.class);

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // a failed send fails the commit
    public void send(List<ProducerRecord<byte[], byte[]>> out, List<Progress> progress) {
      producer.beginTransaction();
      try {
        out.forEach(producer::send);
        for (Progress one : progress)
          producer.sendOffsetsToTransaction(one.next, one.consumer.groupMetadata());
        producer.commitTransaction();
      } catch (RuntimeException e) {
        abort();
        throw e;
      }
    }

    private void abort() {
      try {
        producer.abortTransaction();
      } catch (RuntimeException e) {
        LOG.debug("the transaction could not be aborted; the broker will", e);
      }
    }

    @Override
    public void close() {
      producer.close();
    }
  }

  /// Some of it may be there and come again, but in order: records of one topic are acknowledged
  /// before the next topic's are sent, and all before the offsets are committed. So a stage's
  /// memory of what it gave never gets ahead of what it gave.
  record AtLeastOnce(KafkaProducer<byte[], byte[]> producer) implements BatchProducer {
    @Override
    public void send(List<ProducerRecord<byte[], byte[]>> out, List<Progress> progress) {
      var underWay = new ArrayList<Future<RecordMetadata>>();
      String topic = "";
      for (ProducerRecord<byte[], byte[]> record : out) {
        if (!record.topic().equals(topic)) acknowledged(underWay);
        topic = record.topic();
        underWay.add(producer.send(record));
      }
      acknowledged(underWay);
      progress.forEach(one -> one.consumer.commitSync(one.next));
    }

    private void acknowledged(List<Future<RecordMetadata>> underWay) {
      if (underWay.isEmpty()) return;
      producer.flush();
      try {
        for (Future<RecordMetadata> one : underWay) one.get();
      } catch (ExecutionException e) {
        throw new CompletionException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CompletionException(e);
      }
      underWay.clear();
    }

    @Override
    public void close() {
      producer.close();
    }
  }
}
