package dev.revue.ingest.fetch;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A server that makes connections for us: `http://10.0.0.9:3128` or `socks5://10.0.0.9:1080`.
public record ProxyServer(Kind kind, String host, int port) {
  public enum Kind {
    HTTP,
    SOCKS5
  }

  /// @throws IllegalArgumentException where `text` names no such server
  public static ProxyServer parse(String text) {
    URI uri = uri(text);
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    @Nullable Kind kind =
        switch (scheme) {
          case "http" -> Kind.HTTP;
          case "socks5" -> Kind.SOCKS5;
          default -> null;
        };
    String host = uri.getHost();
    boolean bare = uri.getRawPath().isEmpty() || uri.getRawPath().equals("/");
    boolean more = uri.getRawQuery() != null || uri.getRawFragment() != null || !bare;
    if (uri.getRawUserInfo() != null) {
      // Not said in full: it may be a password.
      throw new IllegalArgumentException(
          "proxy: a user before '@' is not supported: let the proxy know this machine by its address");
    }
    if (kind == null || host == null || uri.getPort() < 1 || uri.getPort() > 65_535 || more) {
      throw notAProxy(text);
    }
    return new ProxyServer(kind, host.replaceAll("[\\[\\]]", ""), uri.getPort());
  }

  private static URI uri(String text) {
    try {
      var uri = new URI(text.strip());
      if (uri.isOpaque() || uri.getRawPath() == null) throw notAProxy(text);
      return uri;
    } catch (URISyntaxException e) {
      throw notAProxy(text.contains("@") ? "…" : text);
    }
  }

  private static IllegalArgumentException notAProxy(String text) {
    return new IllegalArgumentException(
        "proxy: '"
            + text
            + "' is not a proxy: write http://host:port or socks5://host:port, or none");
  }
}
