package dev.revue.ingest.url;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/// An http(s) URL in the one spelling that Revue uses: no fragment, user or tracking parameter, no
/// default port, lower-case punycode host, dot segments resolved, escapes in one form. The order of
/// parameters is kept: to some servers it means something. Spelling it again changes nothing, and
/// it is sent as it is spelt. Its parts cost nothing; two are equal if their texts are.
public final class CanonicalUrl {
  private static final int LONGEST = 2_000;

  /// What may be cut away from a link is not endless, either.
  private static final int LONGEST_LINK = 16_000;

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

  /// Differs between programs that could spell a URL differently. The number is of the rules but
  /// for the list: count it up with them.
  public static final String RULES = "1-" + Integer.toHexString(TRACKING.hashCode());

  private final String text;
  private final WebUrl url;

  private CanonicalUrl(String text, WebUrl url) {
    this.text = text;
    this.url = url;
  }

  /// @param text in its canonical spelling
  public CanonicalUrl(String text) {
    this.url =
        read(text, null)
            .filter(canonical -> canonical.text.equals(text))
            .orElseThrow(
                () -> new IllegalArgumentException("'" + text + "' is not a canonical URL"))
            .url;
    this.text = text;
  }

  /// Empty where `text` is not an http(s) URL of at most 2,000 characters.
  public static Optional<CanonicalUrl> parse(String text) {
    return read(text, null);
  }

  /// A reference as it stands in a document at this URL.
  public Optional<CanonicalUrl> resolve(String reference) {
    return read(reference, url);
  }

  public String text() {
    return text;
  }

  /// Without brackets, where it is an IPv6 address.
  public String host() {
    return url.host().name();
  }

  /// Host and port, the default port included: what a server is to robots.txt.
  public String server() {
    return url.host().text() + ":" + url.effectivePort();
  }

  /// Where the server's robots.txt is.
  public CanonicalUrl robots() {
    return of(new WebUrl(url.secure(), "", "", url.host(), url.port(), "/robots.txt", null, null));
  }

  /// The registrable domain by the public suffix list; host:port where there is none: an address,
  /// or a name without public suffix.
  public String domain() {
    return url.host().registrable().orElseGet(this::server);
  }

  public String path() {
    return url.path();
  }

  /// The query as it is sent, without its question mark; empty where there is none.
  public String query() {
    String query = url.query();
    return query == null ? "" : query;
  }

  /// Whether both name the same scheme, host and port.
  public boolean sameServer(CanonicalUrl other) {
    return url.secure() == other.url.secure()
        && url.port() == other.url.port()
        && url.host().text().equals(other.url.host().text());
  }

  /// With what Java's URI does not take escaped, too.
  public URI uri() {
    return HttpUrl.get(text).uri();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CanonicalUrl url && url.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }

  private static Optional<CanonicalUrl> read(String text, @Nullable WebUrl base) {
    if (text.length() > LONGEST_LINK) return Optional.empty();
    return WebUrl.parse(text, base)
        .flatMap(CanonicalUrl::canonical)
        .map(CanonicalUrl::of)
        .filter(url -> url.text.length() <= LONGEST);
  }

  private static CanonicalUrl of(WebUrl url) {
    return new CanonicalUrl(url.href(), url);
  }

  private static Optional<WebUrl> canonical(WebUrl url) {
    if (url.port() == 0) return Optional.empty(); // nobody can listen there
    String query = url.query();
    return url.host()
        .canonical()
        .map(host ->
            new WebUrl(
                url.secure(),
                "",
                "",
                host,
                url.port(),
                Percent.settled(url.path().replace("|", "%7C")), // as the transport sends it
                query == null ? null : withoutTracking(Percent.settled(query)),
                null));
  }

  private static @Nullable String withoutTracking(String query) {
    var kept = new StringBuilder(query.length());
    for (int from = 0; from <= query.length(); ) {
      int and = query.indexOf('&', from);
      int end = and < 0 ? query.length() : and;
      if (end > from && !tracks(query, from, end)) {
        if (!kept.isEmpty()) kept.append('&');
        kept.append(query, from, end);
      }
      from = end + 1;
    }
    return kept.isEmpty() ? null : kept.toString();
  }

  private static boolean tracks(String query, int from, int end) {
    int equals = query.indexOf('=', from);
    int stop = equals < 0 || equals > end ? end : equals;
    String name = query.substring(from, stop).toLowerCase(Locale.ROOT);
    return name.startsWith("utm_") || TRACKING.contains(name);
  }
}
