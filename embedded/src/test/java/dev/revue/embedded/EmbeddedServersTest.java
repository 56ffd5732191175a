package dev.revue.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServersTest {
  @TempDir Path dir;

  @Test
  void keepWhatWasAcknowledgedWhenTheirProcessIsKilled() throws Exception {
    try (var servers = ServerProcess.start(dir)) {
      Records.createTopics(
          servers.bootstrapServers(), List.of(new NewTopic("pages", 4, (short) 1)));
      try (var producer = Records.producer(servers.bootstrapServers());
          var http = new Http(servers.uri())) {
        Records.commit(producer, "pages", "kept");
        assertThat(http.send("PUT", "/reviews/_doc/1", "{\"title\":\"kept\"}").statusCode())
            .isEqualTo(201);
      }
      servers.kill();
    }

    try (var servers = EmbeddedServers.start(dir);
        var http = new Http(servers.uri())) {
      assertThat(Records.readUntil(servers.bootstrapServers(), "a", "pages", "kept"))
          .containsExactly("kept");
      assertThat(http.get("/reviews/_doc/1")).contains("\"title\":\"kept\"");
    }
  }

  /// Of many transactions at once, some are decided and not yet marked when the process ends.
  @Test
  void leaveNoTransactionOpenWhenTheirProcessIsKilled() throws Exception {
    var partitions = IntStream.range(0, 64).mapToObj(i -> new TopicPartition("pages", i)).toList();
    var committed = new Semaphore(0);
    try (var servers = ServerProcess.start(dir);
        var writers = Executors.newVirtualThreadPerTaskExecutor()) {
      String bootstrap = servers.bootstrapServers();
      Records.createTopics(bootstrap, List.of(new NewTopic("pages", 64, (short) 1)));
      for (int i = 0; i < 16; i++) {
        String id = "writer" + i;
        writers.execute(() -> Records.commitUntilFailure(bootstrap, id, partitions, committed));
      }
      committed.acquire(64);
      servers.kill();
      writers.shutdownNow();
    }

    try (var kafka = EmbeddedKafka.start(dir.resolve("kafka"))) {
      Records.awaitAllDecided(kafka.bootstrapServers(), partitions);
    }
  }

  @Test
  void refuseADirectoryThatIsInUse() {
    try (var lock = DirectoryLock.of(dir)) {
      assertThatThrownBy(() -> EmbeddedServers.start(lock.dir()))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("data directory " + dir + " is in use by this process");
      assertThatThrownBy(() -> ServerProcess.start(lock.dir()))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("is in use by process " + ProcessHandle.current().pid())
          .hasMessageContaining("choose another directory");
    }
  }

  @Test
  void refuseADirectoryThatCannotBeWritten() throws Exception {
    var file = Files.writeString(dir.resolve("file"), "");

    assertThatThrownBy(() -> EmbeddedServers.start(file.resolve("data")))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("cannot write to the data directory")
        .hasMessageContaining("choose another");
  }

  @Test
  void leaveNothingBehindWhenOneDoesNotStart() throws Exception {
    Files.writeString(dir.resolve("elasticsearch"), "not a directory");

    assertThatThrownBy(() -> EmbeddedServers.start(dir))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("Elasticsearch did not start in " + dir.resolve("elasticsearch"));

    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().contains("quorum-controller"));
    DirectoryLock.of(dir).close();
  }
}
