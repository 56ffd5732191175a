package dev.revue.ingest.warc;

import dev.revue.ingest.fetch.Archive.Exchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import okhttp3.Headers;
import okhttp3.Response;
import okio.ByteString;
import org.netpreserve.jwarc.MediaType;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcRequest;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcRevisit;

/// An exchange as WARC has it: what was answered, or that nothing has changed, and what was asked.
/// Headers that a source adds are left out: they may be secrets.
final class WarcRecords {
  /// What is no longer true of a body that is decoded; kept under another name, as other crawlers
  /// do.
  private static final Set<String> OF_THE_WIRE =
      Set.of("content-encoding", "transfer-encoding", "content-length");

  private WarcRecords() {}

  static List<WarcRecord> of(Exchange exchange) throws IOException {
    URI url = exchange.request().url().uri();
    Response response = exchange.response();
    WarcRecord answer =
        response.code() == 304
            ? new WarcRevisit.Builder(url, WarcRevisit.SERVER_NOT_MODIFIED_1_1)
                .date(exchange.at())
                .body(MediaType.HTTP_RESPONSE, answer(response, ByteString.EMPTY))
                .build()
            : new WarcResponse.Builder(url)
                .date(exchange.at())
                .payloadDigest("sha256", exchange.body().sha256().hex())
                .body(MediaType.HTTP_RESPONSE, answer(response, exchange.body()))
                .build();
    WarcRecord question =
        new WarcRequest.Builder(url)
            .date(exchange.at())
            .concurrentTo(answer.id())
            .body(MediaType.HTTP_REQUEST, question(exchange))
            .build();
    return List.of(answer, question);
  }

  private static byte[] answer(Response response, ByteString body) {
    var text = new StringBuilder("HTTP/1.1 " + response.code() + " " + response.message() + "\r\n");
    for (var header : response.headers()) {
      boolean wire = OF_THE_WIRE.contains(header.getFirst().toLowerCase(Locale.ROOT));
      line(text, (wire ? "X-Crawler-" : "") + header.getFirst(), header.getSecond());
    }
    line(text, "Content-Length", String.valueOf(body.size()));
    return bytes(text, body);
  }

  private static byte[] question(Exchange exchange) {
    Response network = exchange.response().networkResponse();
    okhttp3.Request sent = network == null ? exchange.response().request() : network.request();
    var secret = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    secret.addAll(exchange.request().access().headers().keySet());
    secret.addAll(Set.of("Authorization", "Cookie", "Proxy-Authorization"));
    String query = sent.url().encodedQuery();
    String target = sent.url().encodedPath() + (query == null ? "" : "?" + query);
    var text = new StringBuilder(sent.method() + " " + target + " HTTP/1.1\r\n");
    Headers headers = sent.headers();
    for (int i = 0; i < headers.size(); i++) {
      if (!secret.contains(headers.name(i))) line(text, headers.name(i), headers.value(i));
    }
    return bytes(text, ByteString.EMPTY);
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(name).append(": ").append(value).append("\r\n");
  }

  private static byte[] bytes(StringBuilder head, ByteString body) {
    var bytes = new ByteArrayOutputStream(head.length() + 2 + body.size());
    bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(body.toByteArray());
    return bytes.toByteArray();
  }
}
