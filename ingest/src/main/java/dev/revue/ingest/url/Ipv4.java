package dev.revue.ingest.url;

import java.util.List;
import java.util.Optional;

/// IPv4 addresses in every spelling that browsers take: one to four numbers, decimal, octal or hex.
final class Ipv4 {
  private static final long TOO_LARGE = 1L << 40;

  private Ipv4() {}

  /// Whether a host must be an address, because a number stands where a top-level domain would.
  static boolean looksLikeOne(String host) {
    int end = host.endsWith(".") ? host.length() - 1 : host.length();
    String last = host.substring(host.lastIndexOf('.', end - 1) + 1, end);
    if (last.isEmpty()) return false;
    return last.chars().allMatch(c -> c >= '0' && c <= '9') || number(last) >= 0;
  }

  /// In four decimal numbers; empty where it is no address.
  static Optional<String> parse(String host) {
    String bare = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    List<String> parts = List.of(bare.split("\\.", -1));
    if (parts.size() > 4) return Optional.empty();
    long address = 0;
    for (int i = 0; i < parts.size(); i++) {
      boolean last = i == parts.size() - 1;
      long number = number(parts.get(i));
      long limit = last ? 1L << (8 * (5 - parts.size())) : 256;
      if (number < 0 || number >= limit) return Optional.empty();
      address |= last ? number : number << (8 * (3 - i));
    }
    return Optional.of(text(address));
  }

  static String text(long address) {
    return (address >> 24 & 255)
        + "."
        + (address >> 16 & 255)
        + "."
        + (address >> 8 & 255)
        + "."
        + (address & 255);
  }

  /// -1 where `text` is no number; what is beyond every address is just too large.
  private static long number(String text) {
    if (text.isEmpty()) return -1;
    int radix = 10;
    int from = 0;
    if (text.length() >= 2 && text.charAt(0) == '0') {
      boolean hex = (text.charAt(1) | 0x20) == 'x';
      radix = hex ? 16 : 8;
      from = hex ? 2 : 1;
    }
    long value = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      int digit = c < 0x80 ? Character.digit(c, radix) : -1;
      if (digit < 0) return -1;
      value = Math.min(value * radix + digit, TOO_LARGE);
    }
    return value;
  }
}
