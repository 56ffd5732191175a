package dev.revue.common.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HealthServerTest {
  private final Health health = new Health(Clock.systemUTC());
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  @Test
  void aStageShowsWhatItHasAndNothingElse() throws Exception {
    try (HealthServer server = HealthServer.start("127.0.0.1", 0, health, metrics);
        HttpClient client = HttpClient.newHttpClient()) {
      health.show(
          "/here", () -> new View.Shown("text/html", Map.of("X-Own", "yes"), "<p>here</p>"));
      HttpResponse<String> here = get(client, server, "/here?x=1");
      assertThat(here.statusCode()).isEqualTo(200);
      assertThat(here.body()).isEqualTo("<p>here</p>");
      assertThat(here.headers().firstValue("X-Own")).hasValue("yes");
      assertThat(here.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(get(client, server, "/here/below").statusCode()).isEqualTo(404);
      assertThat(get(client, server, "/").statusCode()).isEqualTo(404);
      assertThat(get(client, server, "/health/live").statusCode()).isEqualTo(200);
      var post = HttpRequest.newBuilder(uri(server, "/here")).POST(BodyPublishers.noBody()).build();
      assertThat(client.send(post, BodyHandlers.discarding()).statusCode()).isEqualTo(405);
    }
  }

  private static HttpResponse<String> get(HttpClient client, HealthServer server, String path)
      throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(uri(server, path)).build(), BodyHandlers.ofString());
  }

  private static URI uri(HealthServer server, String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }
}
