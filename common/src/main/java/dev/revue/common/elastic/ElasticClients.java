package dev.revue.common.elastic;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.json.jackson.Jackson3JsonpMapper;
import co.elastic.clients.transport.ElasticsearchTransport;
import co.elastic.clients.transport.TransportUtils;
import co.elastic.clients.transport.rest5_client.Rest5ClientTransport;
import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import dev.revue.common.json.Json;
import dev.revue.common.settings.ElasticSettings;
import dev.revue.common.settings.SettingsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.util.Timeout;

/// Clients of Elasticsearch in three shapes. None connects before its first request; closing a
/// client closes what is below it.
public final class ElasticClients {
  private static final Timeout CONNECT = Timeout.ofSeconds(5);

  private ElasticClients() {}

  /// The low-level client: JSON in, JSON out.
  ///
  /// @throws SettingsException where the certificate of the authority cannot be read
  public static Rest5Client rest(ElasticSettings settings) {
    var url = settings.url();
    var builder = Rest5Client.builder(url);
    String path = url.getPath();
    if (path != null && path.length() > 1) builder.setPathPrefix(path);
    builder.setConnectionConfigCallback(connection -> connection.setConnectTimeout(CONNECT));
    authorization(settings).ifPresent(header -> builder.setDefaultHeaders(new Header[] {header}));
    settings.ca().ifPresent(file -> builder.setSSLContext(trusting(file)));
    return builder.build();
  }

  /// What typed clients speak over, with Revue's own JSON mapping of documents.
  public static ElasticsearchTransport transport(ElasticSettings settings) {
    return new Rest5ClientTransport(rest(settings), new Jackson3JsonpMapper(Json.MAPPER));
  }

  public static ElasticsearchClient sync(ElasticSettings settings) {
    return new ElasticsearchClient(transport(settings));
  }

  public static ElasticsearchAsyncClient async(ElasticSettings settings) {
    return new ElasticsearchAsyncClient(transport(settings));
  }

  private static Optional<Header> authorization(ElasticSettings settings) {
    return settings
        .apiKey()
        .map(key -> "ApiKey " + key)
        .or(() -> settings.user().map(user -> "Basic " + base64(user)))
        .map(value -> new BasicHeader(HttpHeaders.AUTHORIZATION, value, true));
  }

  private static String base64(ElasticSettings.User user) {
    byte[] pair = (user.name() + ":" + user.password()).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(pair);
  }

  private static SSLContext trusting(Path file) {
    try {
      return TransportUtils.sslContextFromHttpCaCrt(file.toFile());
    } catch (IOException | RuntimeException e) {
      throw new SettingsException(
          "REVUE_ELASTICSEARCH_CA_FILE: " + file + " is not a readable PEM certificate: " + e);
    }
  }
}
