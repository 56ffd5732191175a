package dev.revue.common.elastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.elastic.clients.transport.rest5_client.low_level.Request;
import com.sun.net.httpserver.HttpServer;
import dev.revue.common.settings.ElasticSettings;
import dev.revue.common.settings.ElasticSettings.User;
import dev.revue.common.settings.SettingsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElasticClientsTest {
  private final BlockingQueue<String> seen = new ArrayBlockingQueue<>(10);
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          seen.add(
              exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization"));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void sendsTheApiKeyBeforeTheUsersPassword() throws Exception {
    request(
        new ElasticSettings(url(""), Optional.of("a2V5"), Optional.of(user()), Optional.empty()));
    assertThat(seen.take()).isEqualTo("/_alias ApiKey a2V5");
  }

  @Test
  void sendsNameAndPasswordWithoutWaitingToBeAsked() throws Exception {
    request(new ElasticSettings(url(""), Optional.empty(), Optional.of(user()), Optional.empty()));
    assertThat(seen.take()).isEqualTo("/_alias Basic c2VhcmNoOnMzY3JldA==");
  }

  @Test
  void keepsThePathBehindWhichAProxyServesElasticsearch() throws Exception {
    request(ElasticSettings.local(url("/elastic/")));
    assertThat(seen.take()).isEqualTo("/elastic/_alias null");
  }

  @Test
  void namesTheSettingWhoseCertificateIsNone(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("ca.pem"), "not a certificate");
    var settings =
        new ElasticSettings(url(""), Optional.empty(), Optional.empty(), Optional.of(file));
    assertThatThrownBy(() -> ElasticClients.rest(settings))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("REVUE_ELASTICSEARCH_CA_FILE")
        .hasMessageContaining("ca.pem");
  }

  private static void request(ElasticSettings settings) throws IOException {
    try (var client = ElasticClients.rest(settings)) {
      client.performRequest(new Request("GET", "/_alias"));
    }
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private static User user() {
    return new User("search", "s3cret");
  }
}
