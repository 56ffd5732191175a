package dev.revue.ingest.render;

import dev.revue.common.json.Json;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The DevTools protocol over the browser's pipe: JSON messages, each ended by a zero byte.
/// Thread-safe; events are for one reader.
final class DevTools {
  /// A document of the largest size, with every character escaped.
  private static final int MOST_BYTES = 64 << 20;

  private static final int MOST_EVENTS = 50_000;

  private final OutputStream out;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>(MOST_EVENTS);
  private final Map<Integer, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();
  private final AtomicInteger last = new AtomicInteger();
  private volatile @Nullable BrowserFailure end;

  /// @param session of the tab that it is about; empty for the browser itself
  record Event(String session, String method, JsonNode params) {}

  DevTools(InputStream in, OutputStream out) {
    this.out = out;
    var _ = Thread.ofVirtual().name("devtools").start(() -> read(new BufferedInputStream(in)));
  }

  /// What it answers, in time.
  CompletableFuture<JsonNode> send(String session, String method, Map<String, ?> params)
      throws BrowserFailure {
    int id = last.incrementAndGet();
    var answer = new CompletableFuture<JsonNode>();
    open.put(id, answer);
    Map<String, Object> message =
        session.isEmpty()
            ? Map.of("id", id, "method", method, "params", params)
            : Map.of("id", id, "method", method, "params", params, "sessionId", session);
    try {
      write(Json.MAPPER.writeValueAsBytes(message));
    } catch (IOException e) {
      throw new BrowserFailure("gone", "the browser does not listen: " + e.getMessage());
    }
    BrowserFailure ended = end;
    if (ended != null) answer.completeExceptionally(ended);
    return answer;
  }

  /// @throws BrowserFailure where it refuses, or does not answer within `patience`
  JsonNode call(String session, String method, Map<String, ?> params, Duration patience)
      throws BrowserFailure, InterruptedException {
    CompletableFuture<JsonNode> answer = send(session, method, params);
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new BrowserFailure("hung", "no answer to " + method);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof BrowserFailure failure) throw failure;
      throw new BrowserFailure("protocol", method + ": " + e.getCause());
    }
  }

  /// The next event; null where none comes within `most`.
  ///
  /// @throws BrowserFailure where none will come any more
  @Nullable Event event(Duration most) throws BrowserFailure, InterruptedException {
    Event event = events.poll(Math.max(0, most.toNanos()), TimeUnit.NANOSECONDS);
    BrowserFailure ended = end;
    if (event == null && ended != null) throw ended;
    return event;
  }

  private synchronized void write(byte[] message) throws IOException {
    out.write(message);
    out.write(0);
    out.flush();
  }

  private void read(InputStream in) {
    var failure = new BrowserFailure("crash", "the browser has ended");
    try (in) {
      var message = new ByteArrayOutputStream();
      for (int b = in.read(); b >= 0; b = in.read()) {
        if (b != 0) {
          message.write(b);
          if (message.size() > MOST_BYTES) throw new IOException("a message without end");
          continue;
        }
        receive(Json.MAPPER.readTree(message.toByteArray()));
        message.reset();
      }
    } catch (IOException | JacksonException | IllegalStateException e) {
      failure = new BrowserFailure("crash", "the browser cannot be understood: " + e.getMessage());
    }
    end = failure;
    for (CompletableFuture<JsonNode> answer : open.values()) answer.completeExceptionally(failure);
  }

  private void receive(JsonNode message) {
    CompletableFuture<JsonNode> answer = open.remove(message.path("id").asInt(-1));
    if (answer != null) {
      JsonNode error = message.path("error");
      if (error.isMissingNode()) answer.complete(message.path("result"));
      else answer.completeExceptionally(new BrowserFailure("protocol", error.toString()));
      return;
    }
    String method = message.path("method").asString("");
    if (method.isEmpty()) return;
    events.add(new Event(message.path("sessionId").asString(""), method, message.path("params")));
  }
}
