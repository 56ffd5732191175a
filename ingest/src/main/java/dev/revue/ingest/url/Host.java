package dev.revue.ingest.url;

import crawlercommons.domains.EffectiveTldFinder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Locale;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/// A host as the URL Standard writes it: a lower-case punycode name or an address.
final class Host {
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_LABEL = 63;
  private static final int KNOWN = 1 << 13;
  private static final BitSet FORBIDDEN = new BitSet(128);

  /// Hosts that were seen lately: links repeat few of them, and the public suffix list is slow.
  /// Threads race for its places; whoever wins, what is in one is right.
  private static final @Nullable Known[] LATELY = new Known[KNOWN];

  static {
    FORBIDDEN.set(0, 0x21);
    FORBIDDEN.set(0x7f);
    "#%/:<>?@[\\]^|".chars().forEach(FORBIDDEN::set);
  }

  private final String text;
  private final boolean address;
  private @Nullable String registrable;

  private Host(String text, boolean address) {
    this.text = text;
    this.address = address;
  }

  private record Known(String spelling, Host host) {
    boolean is(String text, int from, int to) {
      return spelling.length() == to - from && text.startsWith(spelling, from);
    }
  }

  /// What is spelt in `text[from, to)`; empty where that is no host.
  static Optional<Host> of(String text, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) hash = 31 * hash + text.charAt(i);
    int place = (hash ^ hash >>> 16) & KNOWN - 1;
    Known known = LATELY[place];
    if (known != null && known.is(text, from, to)) return Optional.of(known.host);
    String spelling = text.substring(from, to);
    Optional<Host> host = parse(spelling);
    host.ifPresent(h -> LATELY[place] = new Known(spelling, h));
    return host;
  }

  /// As it stands in a URL: IPv6 in brackets.
  String text() {
    return text;
  }

  /// Without brackets.
  String name() {
    return text.startsWith("[") ? text.substring(1, text.length() - 1) : text;
  }

  /// The one spelling of what it leads to: no dot at the end, IPv4 as itself; empty where no name
  /// server could know it.
  Optional<Host> canonical() {
    if (text.startsWith("[")) {
      return Ipv6.parse(name())
          .map(groups ->
              Ipv6.mapped(groups)
                  ? new Host(Ipv4.text((long) groups[6] << 16 | groups[7]), true)
                  : this);
    }
    if (text.endsWith(".")) {
      return of(text, 0, text.length() - 1)
          .filter(host -> !host.text.endsWith("."))
          .flatMap(Host::canonical);
    }
    return resolvable() ? Optional.of(this) : Optional.empty();
  }

  /// The registrable domain by the public suffix list; empty for addresses, and for names without
  /// public suffix.
  Optional<String> registrable() {
    String found = registrable;
    if (found == null) {
      String assigned = address ? null : EffectiveTldFinder.getAssignedDomain(text, true, false);
      found = assigned == null ? "" : assigned.toLowerCase(Locale.ROOT);
      registrable = found;
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(found);
  }

  private boolean resolvable() {
    if (text.length() > LONGEST_NAME) return false;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i < text.length() && text.charAt(i) != '.') continue;
      if (i == start || i - start > LONGEST_LABEL) return false;
      start = i + 1;
    }
    return true;
  }

  private static Optional<Host> parse(String spelling) {
    if (spelling.startsWith("[")) {
      if (!spelling.endsWith("]")) return Optional.empty();
      return Ipv6.parse(spelling.substring(1, spelling.length() - 1))
          .map(groups -> new Host("[" + Ipv6.text(groups) + "]", true));
    }
    return ascii(decoded(spelling)).flatMap(Host::named);
  }

  private static Optional<Host> named(String ascii) {
    if (ascii.isEmpty() || forbidden(ascii)) return Optional.empty();
    if (Ipv4.looksLikeOne(ascii)) return Ipv4.parse(ascii).map(text -> new Host(text, true));
    return Optional.of(new Host(ascii, false));
  }

  private static boolean forbidden(String text) {
    return text.chars().anyMatch(FORBIDDEN::get);
  }

  /// Names of other scripts through the transport's table (UTS 46), which would apply it anyway:
  /// what it makes of some it would not take itself, and those are none.
  private static Optional<String> ascii(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    boolean plain = name.chars().allMatch(c -> c < 0x80);
    if (plain && !lower.startsWith("xn--") && !lower.contains(".xn--")) return Optional.of(lower);
    if (forbidden(name)) return Optional.empty();
    return mapped(name).filter(once -> mapped(once).filter(once::equals).isPresent());
  }

  private static Optional<String> mapped(String name) {
    try {
      return Optional.of(new HttpUrl.Builder().scheme("http").host(name).build().host());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String decoded(String spelling) {
    if (spelling.indexOf('%') < 0) return spelling;
    byte[] bytes = spelling.getBytes(StandardCharsets.UTF_8);
    var out = ByteBuffer.allocate(bytes.length);
    String octets = new String(bytes, StandardCharsets.ISO_8859_1);
    for (int i = 0; i < bytes.length; i++) {
      int octet = Percent.escaped(octets, i);
      out.put(octet < 0 ? bytes[i] : (byte) octet);
      if (octet >= 0) i += 2;
    }
    return new String(out.array(), 0, out.position(), StandardCharsets.UTF_8);
  }
}
