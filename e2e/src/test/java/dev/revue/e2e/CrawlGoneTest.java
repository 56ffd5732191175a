package dev.revue.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From the answer of a site to the index, through the whole demo.
class CrawlGoneTest {
  private static final Set<String> FILMS =
      Set.of("Kelo Baranu", "Mira Tonuse", "Selo Bakemi", "Toro Nulami");
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir Path dir;
  private final Set<String> gone = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<Long> toldGone = new CompletableFuture<>();
  private HttpServer site;

  @BeforeEach
  void start() throws IOException {
    site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    site.createContext("/", this::answer);
    site.start();
  }

  @AfterEach
  void stop() {
    site.stop(0);
  }

  @Test
  void aPageThatIsGoneIsSoonGoneFromTheIndex() throws Exception {
    Path sources =
        Files.writeString(
            dir.resolve("sources.yml"),
            """
            user_agent: RevueBot/0.1 (+https://example.org/bot)
            defaults: {delay: 20ms, revisit: {min: 1s, max: 1s}, allow_addresses: [127.0.0.0/8]}
            sources:
              - name: site
                start: ["%s/"]
                allow: ["/reviews/"]
            """
                .formatted("http:/" + site.getAddress()));
    try (Demo demo =
        Demo.start("--source", "" + sources, "--data", "" + dir.resolve("data"), "--port", "0")) {
      await(demo, FILMS);
      gone.add(path("Selo Bakemi"));
      long told = toldGone.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      await(demo, Set.of("Kelo Baranu", "Mira Tonuse", "Toro Nulami"));
      System.out.printf(
          "gone from the index %d ms after its 410%n", (System.nanoTime() - told) / 1_000_000);
    }
  }

  /// Waits until the index shows the reviews of these films and of no others.
  private static void await(Demo demo, Set<String> films) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Set<String> found = films(demo);
      if (found.equals(films)) return;
      assertThat(System.nanoTime()).as("there are %s", found).isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  /// None before there is an index: a slow machine prints its addresses sooner.
  private static Set<String> films(Demo demo) throws InterruptedException {
    try {
      return demo.documents("revue-reviews").values().stream()
          .map(review -> review.path("item_title").asString())
          .collect(Collectors.toSet());
    } catch (IOException e) {
      return Set.of();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String html = html(path);
    try (exchange) {
      int status = gone.contains(path) ? 410 : html.isEmpty() ? 404 : 200;
      if (status == 410) toldGone.complete(System.nanoTime());
      byte[] bytes = status == 200 ? html.getBytes(StandardCharsets.UTF_8) : new byte[0];
      exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      if (bytes.length > 0) exchange.getResponseBody().write(bytes);
    }
  }

  private static String html(String path) {
    if (path.equals("/")) {
      return FILMS.stream()
          .map(film -> "<a href='" + path(film) + "'>" + film + "</a>")
          .collect(Collectors.joining(" ", "<html><title>Reviews</title>", ""));
    }
    return FILMS.stream()
        .filter(film -> path(film).equals(path))
        .map(CrawlGoneTest::review)
        .findFirst()
        .orElse("");
  }

  private static String path(String film) {
    return "/reviews/" + film.replace(" ", "-").toLowerCase(java.util.Locale.ROOT);
  }

  private static String review(String film) {
    return """
    <html lang=en><head><title>%1$s – review</title>
    <script type="application/ld+json">{"@context": "https://schema.org", "@type": "Review",
     "itemReviewed": {"@type": "Movie", "name": "%1$s"}, "author": {"@type": "Person", "name": "A. Critic"},
     "datePublished": "2026-01-02", "reviewRating": {"@type": "Rating", "ratingValue": 4, "bestRating": 5}}
    </script></head><body><article><h1>%1$s</h1><p>A quiet thriller that takes its time and knows
    where it goes. The camera stays close to its people, and the end comes late and is earned.</p>
    </article></body></html>
    """
        .formatted(film);
  }
}
