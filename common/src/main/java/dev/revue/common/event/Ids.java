package dev.revue.common.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Identities that every stage and every replay derives alike: 32 characters of base32 over
/// SHA-256.
public final class Ids {
  private static final char[] BASE32 = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();
  private static final int LENGTH = 32;

  private Ids() {}

  /// The id of the only review on a page.
  public static String review(String canonicalUrl) {
    return hash(canonicalUrl);
  }

  /// The id of one of several reviews on a page; `mark` is what tells it apart for good: its title
  /// or author, never its position.
  public static String review(String canonicalUrl, String mark) {
    return hash(canonicalUrl + "\n" + fold(mark));
  }

  /// The id of a title that no catalogue knows.
  public static String item(String type, String title, @Nullable Integer year) {
    return "t-" + hash(type + "\n" + fold(title) + "\n" + (year == null ? "" : year));
  }

  private static final int MARKS =
      1 << Character.NON_SPACING_MARK
          | 1 << Character.ENCLOSING_MARK
          | 1 << Character.COMBINING_SPACING_MARK;
  private static final int WORDS =
      1 << Character.UPPERCASE_LETTER
          | 1 << Character.LOWERCASE_LETTER
          | 1 << Character.TITLECASE_LETTER
          | 1 << Character.MODIFIER_LETTER
          | 1 << Character.OTHER_LETTER
          | 1 << Character.DECIMAL_DIGIT_NUMBER
          | 1 << Character.LETTER_NUMBER
          | 1 << Character.OTHER_NUMBER;

  /// Lower case, without accents, punctuation and runs of space: how titles and names are compared.
  public static String fold(String text) {
    String bare = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    var out = new StringBuilder(bare.length());
    boolean space = false;
    for (int i = 0; i < bare.length(); ) {
      int c = bare.codePointAt(i);
      i += Character.charCount(c);
      int kind = 1 << Character.getType(c);
      if ((kind & MARKS) != 0) continue;
      if ((kind & WORDS) == 0) {
        space = true;
        continue;
      }
      if (space && !out.isEmpty()) out.append(' ');
      space = false;
      out.appendCodePoint(c);
    }
    return out.toString();
  }

  /// 32 characters of lower-case base32: the first 160 bits of the SHA-256 of the UTF-8 text.
  public static String hash(String text) {
    byte[] digest = sha256(text.getBytes(StandardCharsets.UTF_8));
    var out = new StringBuilder(LENGTH);
    for (int bit = 0; out.length() < LENGTH; bit += 5) {
      int at = bit >>> 3;
      int window = (digest[at] & 0xff) << 8 | (digest[at + 1] & 0xff);
      out.append(BASE32[window >>> (11 - (bit & 7)) & 31]);
    }
    return out.toString();
  }

  public static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
