package dev.revue.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
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
