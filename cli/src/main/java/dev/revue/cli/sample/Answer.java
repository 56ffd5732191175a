package dev.revue.cli.sample;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/// What one path answers, made once when the site starts: every request for it gets the same bytes,
/// whole, compressed, or left out where the client already has them.
final class Answer {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private final int status;
  private final String contentType;
  private final byte[] body;
  private final byte[] compressed;
  private final Optional<String> etag;
  private final Optional<Instant> lastModified;
  private final Optional<String> location;

  Answer(Route route, Map<String, URI> origins) {
    status = route.status();
    contentType = route.contentType();
    body =
        route
            .file()
            .map(file -> Resources.render(Resources.text(file), route.publisher(), origins))
            .orElse("")
            .getBytes(route.encoding());
    compressed = gzip(body);
    location = route.location().map(l -> Resources.render(l, route.publisher(), origins));
    switch (route.validator().orElse(null)) {
      case Route.Validator.ETag _ -> {
        etag = Optional.of(weakTag(body));
        lastModified = Optional.empty();
      }
      case Route.Validator.LastModified(Instant time) -> {
        etag = Optional.empty();
        lastModified = Optional.of(time);
      }
      case null -> {
        etag = Optional.empty();
        lastModified = Optional.empty();
      }
    }
  }

  /// Sends this answer and returns the status that went out.
  int send(HttpExchange exchange) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    etag.ifPresent(tag -> headers.set("ETag", tag));
    lastModified.ifPresent(time -> headers.set("Last-Modified", HTTP_DATE.format(time)));
    headers.set("Vary", "Accept-Encoding");
    if (isKnownTo(exchange.getRequestHeaders())) {
      exchange.sendResponseHeaders(304, -1);
      return 304;
    }
    location.ifPresent(target -> headers.set("Location", target));
    headers.set("Content-Type", contentType);
    byte[] sent = body;
    if (acceptsGzip(exchange.getRequestHeaders())) {
      headers.set("Content-Encoding", "gzip");
      sent = compressed;
    }
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", String.valueOf(sent.length));
      exchange.sendResponseHeaders(status, -1);
      return status;
    }
    // The server takes 0 for "length unknown" and -1 for "no body".
    exchange.sendResponseHeaders(status, sent.length == 0 ? -1 : sent.length);
    exchange.getResponseBody().write(sent);
    return status;
  }

  private boolean isKnownTo(Headers request) {
    if (status != 200) {
      return false;
    }
    String known = request.getFirst("If-None-Match");
    if (known != null) {
      return known.strip().equals("*") || etag.filter(tag -> lists(known, tag)).isPresent();
    }
    return lastModified.filter(time -> !time.isAfter(since(request))).isPresent();
  }

  private static boolean lists(String known, String tag) {
    String opaque = tag.substring("W/".length());
    return Arrays.stream(known.split(","))
        .map(String::strip)
        .anyMatch(k -> k.equals(tag) || k.equals(opaque));
  }

  private static Instant since(Headers request) {
    String since = request.getFirst("If-Modified-Since");
    try {
      return since == null ? Instant.MIN : Instant.from(HTTP_DATE.parse(since));
    } catch (DateTimeParseException e) {
      return Instant.MIN; // RFC 9110, 13.1.3: a date that is none is ignored
    }
  }

  private static boolean acceptsGzip(Headers request) {
    return request.getOrDefault("Accept-Encoding", List.of()).stream()
        .flatMap(line -> Arrays.stream(line.split(",")))
        .map(String::strip)
        .anyMatch("gzip"::equalsIgnoreCase);
  }

  /// Weak, because the compressed bytes share it.
  private static String weakTag(byte[] body) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
      return "W/\"" + HexFormat.of().formatHex(hash, 0, 8) + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static byte[] gzip(byte[] body) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
