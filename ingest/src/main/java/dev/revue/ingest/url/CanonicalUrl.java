package dev.revue.ingest.url;

import crawlercommons.domains.EffectiveTldFinder;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/// An http(s) URL in the one spelling that Revue uses: no fragment, user or tracking parameter, no
/// default port, lower-case punycode host, dot segments resolved, escapes in one form. The order of
/// parameters is kept: to some servers it means something. Spelling it again changes nothing.
public record CanonicalUrl(String text) {
  private static final int LONGEST = 2_000;
  private static final Pattern ESCAPE = Pattern.compile("%([0-9a-fA-F]{2})");
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final String UNRESERVED =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
  private static final Set<String> TRACKING =
      Set.of(
          "gclid",
          "dclid",
          "gbraid",
          "wbraid",
          "gclsrc",
          "fbclid",
          "msclkid",
          "yclid",
          "twclid",
          "ttclid",
          "igshid",
          "mc_cid",
          "mc_eid",
          "_ga",
          "_gl",
          "_hsenc",
          "_hsmi",
          "mkt_tok",
          "oly_anon_id",
          "oly_enc_id",
          "vero_id",
          "wickedid",
          "srsltid");

  public CanonicalUrl {
    HttpUrl parsed = HttpUrl.parse(text);
    if (parsed == null || !canonical(parsed).equals(text)) {
      throw new IllegalArgumentException("'" + text + "' is not a canonical URL");
    }
  }

  /// Empty where `text` is not an http(s) URL of at most 2,000 characters.
  public static Optional<CanonicalUrl> parse(String text) {
    return of(HttpUrl.parse(text.strip()));
  }

  /// A reference as it stands in a document at this URL.
  public Optional<CanonicalUrl> resolve(String reference) {
    return of(http().resolve(reference.strip()));
  }

  public String host() {
    return http().host();
  }

  /// Host and port, the default port included: what a server is to robots.txt.
  public String server() {
    HttpUrl url = http();
    String host = url.host().contains(":") ? "[" + url.host() + "]" : url.host();
    return host + ":" + url.port();
  }

  /// Where the server's robots.txt is.
  public CanonicalUrl robots() {
    return new CanonicalUrl(
        http().newBuilder().encodedPath("/robots.txt").encodedQuery(null).build().toString());
  }

  /// The registrable domain by the public suffix list; host:port where there is none: an address,
  /// or a name without public suffix.
  public String domain() {
    String host = host();
    if (host.contains(":") || IPV4.matcher(host).matches()) return server();
    String assigned = EffectiveTldFinder.getAssignedDomain(host, true, false);
    return assigned == null ? server() : assigned.toLowerCase(Locale.ROOT);
  }

  public String path() {
    return http().encodedPath();
  }

  /// The query as it is sent, without its question mark; empty where there is none.
  public String query() {
    String query = http().encodedQuery();
    return query == null ? "" : query;
  }

  /// Whether both name the same scheme, host and port.
  public boolean sameServer(CanonicalUrl other) {
    HttpUrl a = http();
    HttpUrl b = other.http();
    return a.scheme().equals(b.scheme()) && a.host().equals(b.host()) && a.port() == b.port();
  }

  public URI uri() {
    return http().uri();
  }

  private HttpUrl http() {
    return HttpUrl.get(text);
  }

  @Override
  public String toString() {
    return text;
  }

  private static Optional<CanonicalUrl> of(@Nullable HttpUrl url) {
    if (url == null || url.toString().length() > LONGEST) return Optional.empty();
    HttpUrl again = HttpUrl.parse(canonical(url));
    if (again == null) return Optional.empty();
    String text = canonical(again);
    if (text.length() > LONGEST || !text.equals(again.toString())) return Optional.empty();
    return Optional.of(new CanonicalUrl(text));
  }

  private static String canonical(HttpUrl url) {
    String host = url.host();
    String bare = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    if (bare.isEmpty()) return "";
    String query = url.encodedQuery();
    HttpUrl.Builder plain =
        url.newBuilder()
            .username("")
            .password("")
            .fragment(null)
            .host(bare)
            .encodedPath(escapes(url.encodedPath()))
            .encodedQuery(query == null ? null : withoutTracking(query));
    return plain.build().toString();
  }

  private static @Nullable String withoutTracking(String query) {
    List<String> kept = new ArrayList<>();
    for (String parameter : query.split("&", -1)) {
      String name = parameter.split("=", 2)[0].toLowerCase(Locale.ROOT);
      boolean tracks = name.startsWith("utm_") || TRACKING.contains(name);
      if (!tracks && !parameter.isEmpty()) kept.add(escapes(parameter));
    }
    return kept.isEmpty() ? null : String.join("&", kept);
  }

  /// Escapes in upper case, and none for characters that need none.
  private static String escapes(String text) {
    if (text.indexOf('%') < 0) return text;
    return ESCAPE
        .matcher(text)
        .replaceAll(match -> {
          char c = (char) Integer.parseInt(match.group(1), 16);
          boolean plain = UNRESERVED.indexOf(c) >= 0;
          return plain ? String.valueOf(c) : "%" + match.group(1).toUpperCase(Locale.ROOT);
        });
  }
}
