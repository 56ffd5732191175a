package dev.revue.ingest.sources;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/// A regular expression for URLs that strangers choose: matching takes time linear in the URL,
/// whatever the expression. Plain text, as most are, is looked for as such.
public final class UrlPattern {
  private static final int LONGEST = 1_000;

  private final String text;
  private final Optional<String> literal;
  private final Pattern pattern;

  private UrlPattern(String text) {
    this.text = text;
    this.literal = literal(text);
    this.pattern = Pattern.compile(text);
  }

  /// @throws IllegalArgumentException with what is wrong and what to do
  public static UrlPattern parse(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("an empty pattern matches every URL: leave it out");
    }
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "a pattern of " + text.length() + " characters: split it, " + LONGEST + " are the most");
    }
    try {
      return new UrlPattern(text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a regular expression: " + e.getDescription() + remedy(text), e);
    }
  }

  /// Whether it matches somewhere in `url`.
  public boolean within(String url) {
    return literal.isPresent() ? url.contains(literal.get()) : pattern.matcher(url).find();
  }

  /// Whether it matches from the scheme on.
  public boolean begins(String url) {
    return literal.isPresent() ? url.startsWith(literal.get()) : pattern.matcher(url).lookingAt();
  }

  @Override
  public String toString() {
    return text;
  }

  private static String remedy(String text) {
    if (text.contains("(?=") || text.contains("(?!") || text.contains("(?<")) {
      return "; there is no looking ahead or behind: say in deny what must not be there";
    }
    if (text.matches(".*\\\\[1-9].*")) return "; there are no back references";
    if (text.startsWith("*")) return "; for any text write .* instead of *";
    return "; write a backslash before a character that stands for itself";
  }

  /// What it looks for, where that is always the same text.
  private static Optional<String> literal(String text) {
    var plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean escapes = c == '\\' && i + 1 < text.length();
      if (escapes && !Character.isLetterOrDigit(text.charAt(i + 1))) plain.append(text.charAt(++i));
      else if ("\\^$.|?*+()[]{}".indexOf(c) >= 0) return Optional.empty();
      else plain.append(c);
    }
    return Optional.of(plain.toString());
  }
}
