package dev.revue.ingest.fetch;

import dev.revue.ingest.fetch.BodyReader.Answer;
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
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import okhttp3.Call;
import okhttp3.Dns;
import okhttp3.Response;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/// Does one HTTP exchange and always returns, within the limits, with a value. Thread-safe; blocks
/// its caller, who may interrupt it.
public final class Fetcher implements AutoCloseable {
  private static final int MOST_ROBOTS_REDIRECTS = 5;

  private final FetchLimits limits;
  private final Clock clock;
  private final Clients clients;
  private final Archive archive;
  private final Traffic traffic;

  public Fetcher(FetchLimits limits, Clock clock) {
    this(limits, clock, Dns.SYSTEM, Archive.none());
  }

  /// @param dns where names are looked up
  /// @param archive that is told of every document
  public Fetcher(FetchLimits limits, Clock clock, Dns dns, Archive archive) {
    this(limits, clock, dns, archive, Traffic.uncounted());
  }

  /// @param dns where names are looked up
  /// @param archive that is told of every document
  /// @param traffic that is told of every body
  public Fetcher(FetchLimits limits, Clock clock, Dns dns, Archive archive, Traffic traffic) {
    this(limits, clock, dns, archive, traffic, new Tls());
  }

  Fetcher(FetchLimits limits, Clock clock, Dns dns, Archive archive, Traffic traffic, Tls tls) {
    this.limits = limits;
    this.clock = clock;
    this.clients = new Clients(limits, dns, tls);
    this.archive = archive;
    this.traffic = traffic;
  }

  /// One exchange; a redirect is an answer of its own.
  public Fetched fetch(Request request) {
    boolean whole = request.kind() != Request.Kind.ROBOTS;
    Answer<Page> answer =
        exchange(
            request,
            (page, body) -> new Page(page.status(), page.headers(), bytes(body, request, whole)));
    return answer.read() == null ? answer.fetched() : answer.read();
  }

  /// One exchange whose document is read while it arrives, for what is too large to be kept.
  public <T> Answer<T> fetch(Request request, BodyReader<T> reader) {
    return exchange(request, reader);
  }

  /// The robots.txt of a server: redirects are followed, to other servers too, five at most.
  ///
  /// @param delay between two requests to the same registrable domain
  public Fetched robots(Request request, Duration delay) {
    Request hop = request;
    for (int i = 0; i <= MOST_ROBOTS_REDIRECTS; i++) {
      Fetched fetched = fetch(hop);
      if (!(fetched instanceof Redirected redirected)) return fetched;
      boolean near = redirected.to().domain().equals(hop.url().domain());
      hop = request.at(redirected.to());
      try {
        if (near) Thread.sleep(delay);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Failed("timeout", "interrupted");
      }
    }
    return new Missing(404);
  }

  @Override
  public void close() {
    clients.close();
  }

  private <T> Answer<T> exchange(Request request, BodyReader<T> reader) {
    try {
      Call call = clients.client(request).newCall(http(request));
      try (Response response = call.execute()) {
        boolean wanted = false;
        try {
          Answer<T> answer = answer(request, response, reader);
          wanted = answer.fetched() instanceof Page;
          // The rest of what is not wanted is not read.
          if (!wanted) call.cancel();
          return answer;
        } finally {
          Patience.over(response, wanted);
        }
      }
    } catch (IOException e) {
      return new Answer<>(failure(e), null);
    } catch (RuntimeException e) {
      // A bug of ours, of the transport or of a decoder: one URL's.
      return new Answer<>(new Failed("protocol", e.toString()), null);
    }
  }

  private static okhttp3.Request http(Request request) {
    var http =
        new okhttp3.Request.Builder()
            .url(request.url().text())
            .header("User-Agent", request.userAgent())
            .header("Accept", request.kind().accept())
            .header("Accept-Encoding", Decoding.ACCEPTED);
    request.access().headersFor(request.url()).forEach(http::header);
    if (request.etag() != null) http.header("If-None-Match", request.etag());
    if (request.lastModified() != null) http.header("If-Modified-Since", request.lastModified());
    return http.build();
  }

  private <T> Answer<T> answer(Request request, Response response, BodyReader<T> reader)
      throws IOException {
    if (response.headers().size() > FetchLimits.MOST_HEADERS) {
      String detail = response.headers().size() + " headers";
      return new Answer<>(new Refused("headers", detail), null);
    }
    int status = response.code();
    boolean page =
        request.kind() == Request.Kind.ROBOTS
            ? response.isSuccessful() // RFC 9309 takes every 2xx for the file
            : status == 200 || status == 203;
    if (page) return page(request, response, reader);
    Fetched fetched =
        switch (status) {
          case 301, 302, 303, 307, 308 -> redirect(request, response);
          case 304 -> unchanged(request, response);
          case 410 -> new Gone();
          case 401, 403, 404, 451 -> new Missing(status);
          case 429, 503 ->
              new Busy(status, RetryAfter.read(response.header("Retry-After"), clock.instant()));
          default ->
              status >= 500
                  ? new Failed("status", "status " + status)
                  : new Refused("status", "status " + status);
        };
    return new Answer<>(fetched, null);
  }

  private Fetched unchanged(Request request, Response response) {
    archive.add(new Archive.Exchange(request, response, clock.instant(), ByteString.EMPTY));
    return new NotModified();
  }

  private <T> Answer<T> page(Request request, Response response, BodyReader<T> reader)
      throws IOException {
    String type = Optional.ofNullable(response.header("Content-Type")).orElse("");
    if (request.kind() == Request.Kind.PAGE && !document(type)) {
      return new Answer<>(new Refused("type", type), null);
    }
    var page = new Page(response.code(), headers(response), ByteString.EMPTY);
    var wire =
        new Paced(
            response.body().byteStream(),
            limits.pace(),
            bytes -> Patience.progress(response, bytes));
    try (InputStream body = body(request, wire, page)) {
      T read = reader.read(page, body);
      if (read instanceof Page whole) {
        archive.add(new Archive.Exchange(request, response, clock.instant(), whole.body()));
      }
      return new Answer<>(page, read);
    } finally {
      traffic.received(request, wire.total());
    }
  }

  private InputStream body(Request request, InputStream wire, Page page) throws IOException {
    // Of a robots.txt the beginning counts, however long it is: its reader stops there.
    long most = request.kind() == Request.Kind.ROBOTS ? Long.MAX_VALUE : most(request.kind());
    String encodings = page.headers().getOrDefault("content-encoding", "");
    InputStream body = Decoding.decoded(wire, encodings, most);
    // `sitemap.xml.gz` is a gzip file, not an encoding of the transfer.
    return request.kind() == Request.Kind.SITEMAP ? Decoding.unzipped(body, most) : body;
  }

  private int most(Request.Kind kind) {
    return switch (kind) {
      case PAGE, FEED -> limits.pageBytes();
      case SITEMAP -> limits.sitemapBytes();
      case ROBOTS, TDMREP -> Robots.MOST_BYTES;
    };
  }

  /// @param whole whether it must end within the limit
  private ByteString bytes(InputStream body, Request request, boolean whole) throws IOException {
    int most = most(request.kind());
    var read = new Buffer();
    byte[] chunk = new byte[8 << 10];
    while (whole || read.size() < most) {
      long room = whole ? chunk.length : Math.min(chunk.length, most - read.size());
      int count = body.read(chunk, 0, (int) room);
      if (count < 0) break;
      read.write(chunk, 0, count);
    }
    return read.readByteString();
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

  private static Fetched failure(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      @Nullable Refused refused = refusal(cause);
      if (refused != null) return refused;
      for (Throwable other : cause.getSuppressed()) {
        refused = refusal(other);
        if (refused != null) return refused;
      }
    }
    return switch (e) {
      case InterruptedIOException late -> new Failed("timeout", said(e));
      case UnknownHostException unknown -> new Failed("dns", said(e));
      case SSLException tls -> new Failed("tls", said(e));
      default -> new Failed("connection", said(e));
    };
  }

  private static @Nullable Refused refusal(Throwable e) {
    return switch (e) {
      case AddressRefused address -> new Refused("address", said(address));
      case Unwanted unwanted -> new Refused(unwanted.reason, said(unwanted));
      case ZipException broken -> new Refused("unreadable", said(broken));
      default -> null;
    };
  }

  private static String said(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
