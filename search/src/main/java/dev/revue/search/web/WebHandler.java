package dev.revue.search.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.revue.search.elastic.IndexAwayException;
import dev.revue.search.elastic.ReviewIndex;
import dev.revue.search.page.Assets;
import dev.revue.search.query.BadParameterException;
import dev.revue.search.query.Parameters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers every request with a page or with JSON, whatever happens below, and counts it by
/// template and status.
public final class WebHandler implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(WebHandler.class);

  /// Nothing from elsewhere, nothing inline: text of strangers stays text even if it got through.
  private static final Map<String, String> SECURITY =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
              + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer");

  private static final String RETRY_AFTER_SECONDS = "5";
  private static final int MAX_SEGMENT = 64; // no id is longer

  private final Api api;
  private final Site site;
  private final List<Route> routes = new ArrayList<>();
  private final MeterRegistry metrics;

  public WebHandler(ReviewIndex index, MeterRegistry metrics) {
    this.api = new Api(index);
    this.site = new Site(index, new Assets());
    this.metrics = metrics;
    routes.addAll(api.routes());
    routes.addAll(site.routes());
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    Timer.Sample sample = Timer.start(metrics);
    String path = exchange.getRequestURI().getPath();
    Optional<Matched> matched = matched(path);
    Answer answer = answer(exchange, path, matched);
    try (exchange) {
      send(exchange, answer);
    } finally {
      sample.stop(
          Timer.builder("revue.search.requests")
              .description("Answered requests")
              .tag("path", matched.map(m -> m.route().template()).orElse("other"))
              .tag("status", String.valueOf(answer.status()))
              .publishPercentileHistogram()
              .register(metrics));
    }
  }

  private record Matched(Route route, String segment) {}

  private Optional<Matched> matched(String path) {
    for (Route route : routes) {
      Optional<String> segment = route.match(path);
      if (segment.isPresent()) return Optional.of(new Matched(route, segment.get()));
    }
    return Optional.empty();
  }

  private Answer answer(HttpExchange exchange, String path, Optional<Matched> matched) {
    boolean program = path.startsWith(Api.PREFIX);
    String method = exchange.getRequestMethod();
    try {
      if (!method.equals("GET") && !method.equals("HEAD")) {
        return Answer.json(405, Problem.of(405, "only GET and HEAD")).with("Allow", "GET, HEAD");
      }
      if (matched.isEmpty() || matched.get().segment().length() > MAX_SEGMENT) {
        return program ? api.notFound("there is no such address") : site.notFound();
      }
      var parameters = Parameters.of(exchange.getRequestURI().getRawQuery());
      Answer answer = matched.get().route().handler().answer(matched.get().segment(), parameters);
      return unchanged(exchange, answer)
          ? new Answer(304, answer.type(), "", answer.headers())
          : answer;
    } catch (BadParameterException e) {
      return program ? api.bad(e) : site.bad(e);
    } catch (IndexAwayException e) {
      LOG.warn("{}", e.getMessage());
      return (program ? api.away(e) : site.away(e)).with("Retry-After", RETRY_AFTER_SECONDS);
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", method, exchange.getRequestURI(), e);
      return program ? api.broken() : site.broken();
    }
  }

  private static boolean unchanged(HttpExchange exchange, Answer answer) {
    String tag = answer.headers().get("ETag");
    return tag != null && tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    var headers = exchange.getResponseHeaders();
    SECURITY.forEach(headers::set);
    answer.headers().forEach(headers::set);
    headers.set("Content-Type", answer.type());
    byte[] body = answer.body().getBytes(UTF_8);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    if (head) headers.set("Content-Length", String.valueOf(body.length));
    boolean bodiless = head || answer.status() == 304;
    exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : body.length);
    if (!bodiless) exchange.getResponseBody().write(body);
  }
}
