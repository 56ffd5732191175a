package dev.revue.ingest.url;

import dev.revue.ingest.url.Percent.Part;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An http(s) URL by the WHATWG URL Standard, as browsers read it; no rule of ours is applied yet.
///
/// @param port -1 for the scheme's own
/// @param path escaped, begins with a slash, without dot segments
/// @param query escaped, without its question mark
record WebUrl(
    boolean secure,
    String user,
    String password,
    Host host,
    int port,
    String path,
    @Nullable String query,
    @Nullable String fragment) {
  private static final int OWN = -1;

  /// Empty where `input`, as it stands in a document at `base`, is no http(s) URL.
  static Optional<WebUrl> parse(String input, @Nullable WebUrl base) {
    String text = cleaned(input);
    int colon = endOfScheme(text);
    if (colon < 0) return base == null ? Optional.empty() : base.relative(text, 0);
    boolean secure = colon == 5 && text.regionMatches(true, 0, "https", 0, colon);
    boolean plain = colon == 4 && text.regionMatches(true, 0, "http", 0, colon);
    if (!secure && !plain) return Optional.empty();
    if (base != null && base.secure == secure && !text.startsWith("//", colon + 1)) {
      return base.relative(text, colon + 1);
    }
    return absolute(secure, text, colon + 1);
  }

  boolean hasDefaultPort() {
    return port == OWN;
  }

  int effectivePort() {
    return hasDefaultPort() ? standard(secure) : port;
  }

  /// As the URL Standard writes it.
  String href() {
    var out = new StringBuilder(32 + path.length());
    out.append(secure ? "https://" : "http://");
    if (!user.isEmpty() || !password.isEmpty()) {
      out.append(user);
      if (!password.isEmpty()) out.append(':').append(password);
      out.append('@');
    }
    out.append(host.text());
    if (!hasDefaultPort()) out.append(':').append(port);
    out.append(path);
    if (query != null) out.append('?').append(query);
    if (fragment != null) out.append('#').append(fragment);
    return out.toString();
  }

  private Optional<WebUrl> relative(String text, int from) {
    if (from == text.length()) return Optional.of(at(path, query, null));
    return switch (text.charAt(from)) {
      case '/', '\\' -> {
        boolean other = from + 1 < text.length() && slash(text.charAt(from + 1));
        yield other ? absolute(secure, text, from) : Optional.of(tail(text, from + 1, ""));
      }
      case '?' -> {
        int hash = hash(text, from);
        yield Optional.of(at(path, query(text, from + 1, hash), fragment(text, hash)));
      }
      case '#' -> Optional.of(at(path, query, fragment(text, from)));
      default -> Optional.of(tail(text, from, path.substring(0, path.lastIndexOf('/'))));
    };
  }

  /// Authority and all that follows it.
  private static Optional<WebUrl> absolute(boolean secure, String text, int slashes) {
    int from = slashes;
    while (from < text.length() && slash(text.charAt(from))) from++;
    int end = from;
    int at = -1;
    for (; end < text.length(); end++) {
      char c = text.charAt(end);
      if (slash(c) || c == '?' || c == '#') break;
      if (c == '@') at = end;
    }
    int start = at < 0 ? from : at + 1;
    int colon = portColon(text, start, end);
    Optional<Host> host = Host.of(text, start, colon);
    if (host.isEmpty()) return Optional.empty();
    int port = colon == end ? OWN : port(text, colon + 1, end, secure);
    if (port < OWN) return Optional.empty();
    String user = "";
    String password = "";
    if (at >= 0) {
      int split = text.indexOf(':', from);
      boolean both = split >= 0 && split < at;
      user = escaped(text, from, both ? split : at, Part.USERINFO);
      password = both ? escaped(text, split + 1, at, Part.USERINFO) : "";
    }
    int rest = end < text.length() && slash(text.charAt(end)) ? end + 1 : end;
    var root = new WebUrl(secure, user, password, host.get(), port, "/", null, null);
    return Optional.of(root.tail(text, rest, ""));
  }

  /// Path, query and fragment.
  ///
  /// @param folder what comes before the path, without the slash at its end
  private WebUrl tail(String text, int from, String folder) {
    int hash = hash(text, from);
    int mark = text.indexOf('?', from);
    int end = mark < 0 || mark > hash ? hash : mark;
    String query = end < hash ? query(text, end + 1, hash) : null;
    return at(path(text, from, end, folder), query, fragment(text, hash));
  }

  private static String path(String text, int from, int end, String folder) {
    var out = new StringBuilder(folder.length() + end - from + 16).append(folder);
    for (int start = from; start <= end; ) {
      int stop = start;
      while (stop < end && !slash(text.charAt(stop))) stop++;
      int dots = dots(text, start, stop);
      if (dots == 2) out.setLength(Math.max(out.lastIndexOf("/"), 0));
      if (dots == 0) Percent.encode(text, start, stop, Part.PATH, out.append('/'));
      else if (stop == end) out.append('/');
      start = stop + 1;
    }
    return out.toString();
  }

  /// 1 or 2 for a segment of so many dots, escaped or not; 0 for any other.
  private static int dots(String text, int from, int to) {
    int count = 0;
    for (int i = from; i < to; count++) {
      if (count == 2) return 0;
      if (text.charAt(i) == '.') i++;
      else if (i + 3 <= to && Percent.escaped(text, i) == '.') i += 3;
      else return 0;
    }
    return count;
  }

  private static int portColon(String text, int from, int end) {
    boolean inside = false;
    for (int i = from; i < end; i++) {
      switch (text.charAt(i)) {
        case '[' -> inside = true;
        case ']' -> inside = false;
        case ':' -> {
          if (!inside) return i;
        }
        default -> {}
      }
    }
    return end;
  }

  /// Less than -1 where it is none.
  private static int port(String text, int from, int end, boolean secure) {
    int port = 0;
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') return OWN - 1;
      port = port * 10 + c - '0';
      if (port > 0xffff) return OWN - 1;
    }
    return from == end || port == standard(secure) ? OWN : port;
  }

  private static int standard(boolean secure) {
    return secure ? 443 : 80;
  }

  private WebUrl at(String newPath, @Nullable String newQuery, @Nullable String newFragment) {
    return new WebUrl(secure, user, password, host, port, newPath, newQuery, newFragment);
  }

  private static String query(String text, int from, int to) {
    return escaped(text, from, to, Part.QUERY);
  }

  private static @Nullable String fragment(String text, int hash) {
    return hash == text.length() ? null : escaped(text, hash + 1, text.length(), Part.FRAGMENT);
  }

  private static String escaped(String text, int from, int to, Part part) {
    var out = new StringBuilder(to - from + 16);
    Percent.encode(text, from, to, part, out);
    return out.toString();
  }

  /// Where the fragment begins, or the end.
  private static int hash(String text, int from) {
    int hash = text.indexOf('#', from);
    return hash < 0 ? text.length() : hash;
  }

  private static boolean slash(char c) {
    return c == '/' || c == '\\';
  }

  /// The colon that ends a scheme, or -1.
  private static int endOfScheme(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
      if (letter) continue;
      if (c == ':') return i == 0 ? -1 : i;
      boolean later = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
      if (i == 0 || !later) return -1;
    }
    return -1;
  }

  /// Without control characters and spaces around it, nor tabs and line ends within.
  private static String cleaned(String input) {
    int from = 0;
    int to = input.length();
    while (from < to && input.charAt(from) <= ' ') from++;
    while (to > from && input.charAt(to - 1) <= ' ') to--;
    for (int i = from; i < to; i++) {
      if (removed(input.charAt(i))) return without(input, from, to);
    }
    return input.substring(from, to);
  }

  private static String without(String input, int from, int to) {
    var out = new StringBuilder(to - from);
    for (int i = from; i < to; i++) {
      if (!removed(input.charAt(i))) out.append(input.charAt(i));
    }
    return out.toString();
  }

  private static boolean removed(char c) {
    return c == '\t' || c == '\n' || c == '\r';
  }
}
