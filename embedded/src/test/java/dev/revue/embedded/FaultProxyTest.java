package dev.revue.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.revue.embedded.FaultProxy.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The proxy in front of a server that answers a bulk as Elasticsearch does, in chunks.
class FaultProxyTest {
  private static final String BULK = "{\"index\":{}}\n{\"n\":1}\n{\"index\":{}}\n{\"n\":\"é\"}\n";

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> arrived = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private FaultProxy proxy;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    proxy = new FaultProxy(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    server.stop(0);
    client.close();
  }

  @Test
  void passesRequestsAndAnswersAsTheyAre() throws Exception {
    assertThat(bulk().body())
        .isEqualTo("{\"items\":[{\"index\":{\"status\":201}},{\"index\":{\"status\":201}}]}");
    assertThat(arrived).containsExactly(BULK);
    assertThat(proxy.bulks()).isEqualTo(1);
  }

  @Test
  void answersForTheServer() throws Exception {
    proxy.script((number, _) -> number == 1 ? new Fault.Answered(429, "busy") : new Fault.Passed());
    assertThat(bulk().statusCode()).isEqualTo(429);
    assertThat(arrived).isEmpty();
    assertThat(bulk().statusCode()).isEqualTo(200);
  }

  @Test
  void refusesSomeItemsAndPassesOnTheOthers() throws Exception {
    proxy.script((_, _) -> new Fault.ItemsRefused(429, "busy", item -> item == 0));
    assertThat(bulk().body())
        .matches("(?s).*\"items\":\\[\\{\"index\":\\{.*429.*},\\{\"index\":\\{\"status\":201}}].*");
    assertThat(arrived).containsExactly("{\"index\":{}}\n{\"n\":\"é\"}\n");
  }

  @Test
  void losesAnswersOfWhatWasApplied() {
    for (Fault fault : List.of(new Fault.AnswerLost(), new Fault.AnswerCut())) {
      proxy.script((_, _) -> fault);
      arrived.clear();
      assertThatThrownBy(this::bulk).isInstanceOf(IOException.class);
      assertThat(arrived).containsExactly(BULK);
    }
  }

  @Test
  void resetsBeforeTheServerSeesAnything() {
    proxy.script((_, _) -> new Fault.Reset());
    assertThatThrownBy(this::bulk).isInstanceOf(IOException.class);
    assertThat(arrived).isEmpty();
  }

  @Test
  void closesItsPortAndOpensItAgain() throws Exception {
    assertThat(bulk().statusCode()).isEqualTo(200);
    proxy.refuseConnections();
    assertThatThrownBy(this::bulk).isInstanceOf(IOException.class);
    proxy.acceptConnections();
    assertThat(bulk().statusCode()).isEqualTo(200);
  }

  @Test
  void tellsBeforeAndAfterABulk() throws Exception {
    var said = new CopyOnWriteArrayList<String>();
    proxy.script(
        new FaultProxy.Script() {
          @Override
          public Fault before(int number, byte[] body) {
            said.add("before " + number + " " + arrived.size());
            return new Fault.Passed();
          }

          @Override
          public void after(int number) {
            said.add("after " + number + " " + arrived.size());
          }
        });
    bulk();
    assertThat(said).containsExactly("before 1 0", "after 1 1");
  }

  private HttpResponse<String> bulk() throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(proxy.uri().resolve("/_bulk"))
            .POST(HttpRequest.BodyPublishers.ofString(BULK))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      arrived.add(body);
      String item = "{\"index\":{\"status\":201}}";
      long items = body.lines().count() / 2;
      String all = String.join(",", Collections.nCopies((int) items, item));
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(("{\"items\":[" + all + "]}").getBytes());
    }
  }
}
