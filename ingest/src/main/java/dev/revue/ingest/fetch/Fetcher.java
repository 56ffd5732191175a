package dev.revue.ingest.fetch;

import dev.revue.ingest.fetch.Fetched.Busy;
import dev.revue.ingest.fetch.Fetched.Failed;
import dev.revue.ingest.fetch.Fetched.Gone;
import dev.revue.ingest.fetch.Fetched.Missing;
import dev.revue.ingest.fetch.Fetched.NotModified;
import dev.revue.ingest.fetch.Fetched.Page;
import dev.revue.ingest.fetch.Fetched.Redirected;
import dev.revue.ingest.fetch.Fetched.Refused;
import dev.revue.ingest.robots.Robots;
import dev.revue.ingest.url.CanonicalUrl;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okio.BufferedSource;
import okio.ByteString;

/// Does one HTTP exchange and always returns, within the limits, with a value. Thread-safe; blocks
/// its caller, who may interrupt it.
public final class Fetcher implements AutoCloseable {
  private static final int MOST_ROBOTS_REDIRECTS = 5;
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

  private final FetchLimits limits;
  private final Clock clock;
  private final OkHttpClient base;
  private final Map<List<AddressRange>, OkHttpClient> clients = new ConcurrentHashMap<>();

  public Fetcher(FetchLimits limits, Clock clock) {
    this.limits = limits;
    this.clock = clock;
    this.base =
        new OkHttpClient.Builder()
            .proxy(Proxy.NO_PROXY) // a proxy would connect for us, unguarded
            .followRedirects(false)
            .followSslRedirects(false)
            .connectTimeout(limits.connect())
            .readTimeout(limits.silence())
            .callTimeout(limits.total())
            .build();
  }

  /// One exchange; a redirect is an answer of its own.
  public Fetched fetch(Request request) {
    Call call = client(request).newCall(http(request));
    try (Response response = call.execute()) {
      Fetched fetched = answer(request, response);
      if (!(fetched instanceof Page)) call.cancel(); // do not read the rest of what is not wanted
      return fetched;
    } catch (IOException e) {
      return failure(e);
    } catch (RuntimeException e) {
      return new Failed("protocol", e.toString()); // a bug of ours or of the transport: one URL's
    }
  }

  /// The robots.txt of a server: redirects are followed, to other servers too, five at most.
  public Fetched robots(Request request) {
    Request hop = request;
    for (int i = 0; i <= MOST_ROBOTS_REDIRECTS; i++) {
      Fetched fetched = fetch(hop);
      if (!(fetched instanceof Redirected redirected)) return fetched;
      hop = request.at(redirected.to());
    }
    return new Missing(404);
  }

  @Override
  public void close() {
    base.dispatcher().executorService().shutdown();
    clients.values().forEach(client -> client.connectionPool().evictAll());
  }

  /// A client for each set of allowed addresses, each with a pool of its own: the transport takes
  /// an open connection to the same host for as good as a new one, whoever's guard let it through.
  private OkHttpClient client(Request request) {
    return clients.computeIfAbsent(
        request.access().addresses(),
        allowed ->
            base.newBuilder()
                .socketFactory(new AddressGuard(allowed))
                .connectionPool(new ConnectionPool(256, 30, TimeUnit.SECONDS))
                .build());
  }

  private static okhttp3.Request http(Request request) {
    var http =
        new okhttp3.Request.Builder()
            .url(request.url().text())
            .header("User-Agent", request.userAgent())
            .header("Accept", request.kind().accept());
    request.access().headersFor(request.url()).forEach(http::header);
    if (request.etag() != null) http.header("If-None-Match", request.etag());
    if (request.lastModified() != null) http.header("If-Modified-Since", request.lastModified());
    return http.build();
  }

  private Fetched answer(Request request, Response response) throws IOException {
    int status = response.code();
    return switch (status) {
      case 200, 203 -> page(request, response);
      case 301, 302, 303, 307, 308 -> redirect(request, response);
      case 304 -> new NotModified();
      case 410 -> new Gone();
      case 401, 403, 404, 451 -> new Missing(status);
      case 429, 503 -> new Busy(status, retryAfter(response));
      default ->
          status >= 500
              ? new Failed("status", "status " + status)
              : new Refused("status", "status " + status);
    };
  }

  private Fetched page(Request request, Response response) throws IOException {
    Request.Kind kind = request.kind();
    int most =
        switch (kind) {
          case PAGE, FEED -> limits.pageBytes();
          case SITEMAP -> limits.sitemapBytes();
          case ROBOTS -> Robots.MOST_BYTES;
        };
    String type = Optional.ofNullable(response.header("Content-Type")).orElse("");
    if (kind == Request.Kind.PAGE && !document(type)) return new Refused("type", type);
    BufferedSource source = response.body().source();
    boolean longer = source.request(most + 1L);
    if (longer && kind != Request.Kind.ROBOTS) {
      return new Refused("size", "more than " + most + " bytes");
    }
    ByteString body = longer ? source.readByteString(most) : source.readByteString();
    return new Page(response.code(), headers(response), body);
  }

  private static boolean document(String type) {
    if (type.isBlank()) return true;
    String bare = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return bare.equals("text/html") || bare.endsWith("xml");
  }

  private static Fetched redirect(Request request, Response response) {
    String location = response.header("Location");
    Optional<CanonicalUrl> to =
        location == null ? Optional.empty() : request.url().resolve(location);
    if (to.isEmpty()) return new Refused("redirect", "to " + location);
    boolean permanent = response.code() == 301 || response.code() == 308;
    return new Redirected(response.code(), to.get(), permanent);
  }

  private static Map<String, String> headers(Response response) {
    var headers = new TreeMap<String, String>();
    response
        .headers()
        .forEach(header ->
            headers.merge(
                header.getFirst().toLowerCase(Locale.ROOT),
                header.getSecond(),
                (a, b) -> a + "\n" + b));
    return headers;
  }

  /// Seconds, or a date in any of the forms that HTTP ever had.
  private Optional<Instant> retryAfter(Response response) {
    String said = response.header("Retry-After", "");
    if (said == null || said.isBlank()) return Optional.empty();
    if (SECONDS.matcher(said.strip()).matches()) {
      return Optional.of(clock.instant().plusSeconds(Long.parseLong(said.strip())));
    }
    return Optional.ofNullable(response.headers().getInstant("Retry-After"));
  }

  private static Fetched failure(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof AddressRefused) return new Refused("address", said(cause));
      for (Throwable other : cause.getSuppressed()) {
        if (other instanceof AddressRefused) return new Refused("address", said(other));
      }
    }
    return switch (e) {
      case InterruptedIOException late -> new Failed("timeout", said(e));
      case UnknownHostException unknown -> new Failed("dns", said(e));
      case SSLException tls -> new Failed("tls", said(e));
      default -> new Failed("connection", said(e));
    };
  }

  private static String said(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
