package dev.revue.ingest.url;

import java.util.Optional;

/// IPv6 addresses: eight groups, the first longest run of zeros left out.
final class Ipv6 {
  private static final int GROUPS = 8;

  private final String text;
  private final int[] groups = new int[GROUPS];
  private int at;

  private Ipv6(String text) {
    this.text = text;
  }

  /// @param text without brackets
  static Optional<int[]> parse(String text) {
    var address = new Ipv6(text);
    return address.read() ? Optional.of(address.groups) : Optional.empty();
  }

  /// Whether it is an IPv4 address in the clothes of IPv6.
  static boolean mapped(int[] groups) {
    for (int i = 0; i < 5; i++) if (groups[i] != 0) return false;
    return groups[5] == 0xffff;
  }

  static String text(int[] groups) {
    int longest = 1;
    int gap = -1;
    for (int i = 0; i < GROUPS; i++) {
      int run = 0;
      while (i + run < GROUPS && groups[i + run] == 0) run++;
      if (run > longest) {
        longest = run;
        gap = i;
      }
      i += run;
    }
    var out = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      if (i == gap) {
        out.append(i == 0 ? "::" : ":");
        i += longest - 1;
        continue;
      }
      out.append(Integer.toHexString(groups[i]));
      if (i < GROUPS - 1) out.append(':');
    }
    return out.toString();
  }

  private boolean read() {
    int group = 0;
    int gap = -1;
    if (text.startsWith("::")) {
      at = 2;
      gap = 0;
    } else if (text.startsWith(":")) {
      return false;
    }
    while (at < text.length()) {
      if (group == GROUPS) return false;
      if (text.charAt(at) == ':') {
        if (gap >= 0) return false;
        at++;
        gap = group;
        continue;
      }
      int start = at;
      int value = digits();
      if (at < text.length() && text.charAt(at) == '.') {
        at = start;
        if (start == text.length() || group > GROUPS - 2 || !tail(group)) return false;
        group += 2;
        break;
      }
      if (at == start) return false;
      if (at < text.length()) {
        if (text.charAt(at) != ':' || ++at == text.length()) return false;
      }
      groups[group++] = value;
    }
    if (gap < 0) return group == GROUPS;
    int moved = group - gap;
    for (int i = 1; i <= moved; i++) {
      int from = group - i;
      int to = GROUPS - i;
      if (from == to) break;
      groups[to] = groups[from];
      groups[from] = 0;
    }
    return true;
  }

  private int digits() {
    int value = 0;
    for (int n = 0; n < 4 && at < text.length(); n++, at++) {
      int digit = Percent.hex(text.charAt(at));
      if (digit < 0) break;
      value = value << 4 | digit;
    }
    return value;
  }

  /// Four decimal numbers without leading zeros, where the last two groups would be.
  private boolean tail(int group) {
    for (int i = 0; i < 4; i++) {
      if (i > 0) {
        if (at == text.length() || text.charAt(at) != '.') return false;
        at++;
      }
      int start = at;
      int value = 0;
      while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        if (at > start && value == 0) return false;
        value = value * 10 + text.charAt(at++) - '0';
        if (value > 255) return false;
      }
      if (at == start) return false;
      groups[group + i / 2] = groups[group + i / 2] << 8 | value;
    }
    return at == text.length();
  }
}
