package dev.revue.ingest.fetch;

import dev.revue.ingest.url.CanonicalUrl;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How a source's servers are asked. Its headers may be secrets: they go to the source's own
/// servers only, and are never printed.
///
/// @param addresses that are not on the public internet and allowed nevertheless
/// @param proxy that makes the connections for us
/// @param headers extra ones, cookies and a login among them
/// @param audience who may see them: schemes with registrable domains, `https://example.org`
public record Access(
    List<AddressRange> addresses,
    @Nullable ProxyServer proxy,
    Map<String, String> headers,
    Set<String> audience) {

  public Access {
    addresses = List.copyOf(addresses);
    headers = Map.copyOf(headers);
    audience = Set.copyOf(audience);
  }

  /// To the public internet, as anybody.
  public static Access open() {
    return allowing(List.of());
  }

  public static Access allowing(List<AddressRange> addresses) {
    return new Access(addresses, null, Map.of(), Set.of());
  }

  /// Those who own `urls`; over TLS also where the URL does without.
  public static Set<String> audience(Stream<CanonicalUrl> urls) {
    return urls.flatMap(url -> Stream.of(place(url), "https://" + url.domain()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /// The extra headers of a request for `url`.
  public Map<String, String> headersFor(CanonicalUrl url) {
    return !headers.isEmpty() && audience.contains(place(url)) ? headers : Map.of();
  }

  private static String place(CanonicalUrl url) {
    return url.uri().getScheme() + "://" + url.domain();
  }

  @Override
  public String toString() {
    var names = new TreeMap<>(headers).navigableKeySet();
    return "Access[addresses=" + addresses + ", proxy=" + proxy + ", headers=" + names + "]";
  }
}
