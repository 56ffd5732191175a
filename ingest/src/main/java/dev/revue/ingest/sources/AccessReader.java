package dev.revue.ingest.sources;

import dev.revue.ingest.fetch.AddressRange;
import dev.revue.ingest.fetch.ProxyServer;
import dev.revue.ingest.sources.YamlNode.Mapping;
import dev.revue.ingest.sources.YamlNode.Nothing;
import dev.revue.ingest.sources.YamlNode.Scalar;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what a source says about how its servers are asked. No message repeats a value that may be
/// a secret.
record AccessReader(SourceText text, SecretReader secrets) {
  private static final Set<String> LOGIN = Set.of("user", "password_env", "password_file");
  private static final int LONGEST = 4_096;
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");

  /// Headers that are not the operator's to set, with what to do instead.
  private static final Map<String, String> REFUSED =
      Map.ofEntries(
          Map.entry("host", "it follows from the URL: leave it out"),
          Map.entry("user-agent", "say user_agent at the top of the file instead"),
          Map.entry("cookie", "say cookies: {name: value} instead"),
          Map.entry("proxy-authorization", "a proxy with a login is not supported: leave it out"),
          Map.entry("accept", "it says what can be read: leave it out"),
          Map.entry("accept-encoding", "it says what can be read: leave it out"),
          Map.entry("if-none-match", "it is sent by itself: leave it out"),
          Map.entry("if-modified-since", "it is sent by itself: leave it out"),
          Map.entry("range", "pages are read whole: leave it out"),
          Map.entry("expect", "there is no body to wait for: leave it out"),
          Map.entry("content-length", "there is no body: leave it out"),
          Map.entry("connection", "it is about the connection: leave it out"),
          Map.entry("keep-alive", "it is about the connection: leave it out"),
          Map.entry("proxy-connection", "it is about the connection: leave it out"),
          Map.entry("proxy-authenticate", "it is about the connection: leave it out"),
          Map.entry("te", "it is about the connection: leave it out"),
          Map.entry("trailer", "it is about the connection: leave it out"),
          Map.entry("transfer-encoding", "it is about the connection: leave it out"),
          Map.entry("upgrade", "it is about the connection: leave it out"));

  /// Which `source` says, `otherwise` where it says nothing.
  List<AddressRange> addresses(Mapping source, List<AddressRange> otherwise) {
    if (!source.entries().containsKey("allow_addresses")) return otherwise;
    var ranges = new ArrayList<AddressRange>();
    for (Scalar item : text.scalars(source, "allow_addresses")) {
      text.attempt(item, "allow_addresses", AddressRange::parse).ifPresent(ranges::add);
    }
    return ranges;
  }

  @Nullable ProxyServer proxy(Mapping source, @Nullable ProxyServer otherwise) {
    Optional<ProxyServer> before = Optional.ofNullable(otherwise);
    return text.value(source, "proxy", AccessReader::proxy, before).orElse(null);
  }

  private static Optional<ProxyServer> proxy(String said) {
    return said.equals("none") ? Optional.empty() : Optional.of(ProxyServer.parse(said));
  }

  Map<String, String> headers(Mapping source, Map<String, String> otherwise) {
    @Nullable YamlNode node = source.entries().get("headers");
    if (node == null) return otherwise;
    return named(node, "headers", "{Accept-Language: en}", this::header);
  }

  /// The headers of a source, with its cookies and its login among them.
  Map<String, String> all(Mapping source, Map<String, String> headers) {
    var all = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(headers);
    cookies(source).ifPresent(cookies -> all.put("Cookie", cookies));
    @Nullable YamlNode login = source.entries().get("login");
    if (login == null) return all;
    if (all.containsKey("Authorization")) {
      text.mistake(login.line(), "login and the header Authorization are the same: keep one");
    }
    login(login).ifPresent(basic -> all.put("Authorization", basic));
    return all;
  }

  private Optional<String> cookies(Mapping source) {
    @Nullable YamlNode node = source.entries().get("cookies");
    if (node == null) return Optional.empty();
    Map<String, String> cookies = named(node, "cookies", "{consent: \"yes\"}", this::cookie);
    var pairs = new StringJoiner("; ");
    cookies.forEach((name, value) -> pairs.add(name + "=" + value));
    return cookies.isEmpty() ? Optional.empty() : Optional.of(pairs.toString());
  }

  private Optional<String> login(YamlNode node) {
    Mapping login = text.mapping(node, "login", LOGIN);
    if (login.entries().isEmpty()) return Optional.empty(); // already said
    String user = text.text(login, "user");
    if (user.isEmpty() || user.contains(":") || control(user)) {
      text.mistake(
          SourceText.line(login, "user"),
          "login: user '" + user + "' is not a name without a colon: give one");
    }
    return secrets
        .kept(login, "password_env", "password_file", "login")
        .map(password -> basic(user, password));
  }

  private static String basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /// Names with values; `check` gives the mistake of one, or nothing.
  private Map<String, String> named(YamlNode node, String key, String example, Check check) {
    if (!(node instanceof Mapping mapping)) {
      if (!(node instanceof Nothing)) {
        text.mistake(node.line(), key + " is not a mapping such as " + example);
      }
      return Map.of();
    }
    var values = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    mapping
        .entries()
        .forEach((name, value) -> {
          String what = key + ": " + name;
          secrets
              .value(value, what)
              .ifPresent(said -> {
                String mistake = check.mistake(name, said);
                if (!mistake.isEmpty()) text.mistake(value.line(), what + " " + mistake);
                else if (values.put(name, said) != null) {
                  text.mistake(value.line(), what + " stands there twice: keep one");
                }
              });
        });
    return values;
  }

  private interface Check {
    String mistake(String name, String value);
  }

  private String header(String name, String value) {
    String remedy = REFUSED.get(name.toLowerCase(Locale.ROOT));
    if (remedy != null) return "is not for a source to set: " + remedy;
    if (!TOKEN.matcher(name).matches()) return "is not a header's name: write a-z, 0-9 and dashes";
    return value(value);
  }

  private String cookie(String name, String value) {
    if (!TOKEN.matcher(name).matches()) return "is not a cookie's name: write a-z, 0-9 and dashes";
    if (value.contains(";")) return "has a semicolon in its value: each cookie is an entry";
    return value(value);
  }

  private static String value(String value) {
    if (value.length() > LONGEST) return "is too long: " + LONGEST + " characters are the most";
    return control(value) || value.chars().anyMatch(c -> c > 126)
        ? "has a value with line breaks or characters beyond ASCII: remove them"
        : "";
  }

  private static boolean control(String value) {
    return value.chars().anyMatch(c -> c < 32 || c == 127);
  }
}
