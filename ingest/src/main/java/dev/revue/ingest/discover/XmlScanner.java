package dev.revue.ingest.discover;

import java.io.IOException;
import java.io.Reader;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;

/// Goes through XML piece by piece, well-formed or not, in memory that does not grow with it: no
/// tree is built, nothing is fetched, and entities that a document defines stay unexpanded.
final class XmlScanner {
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_TEXT = 16 << 10;
  private static final int MOST_ATTRIBUTES = 64;
  private static final int BUFFER = 8 << 10;
  private static final int NOTHING_LEFT = -1;
  private static final Pattern REFERENCE =
      Pattern.compile("&(#\\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});");

  /// What stands at hand.
  enum Piece {
    /// A start tag. One that ends itself is followed by an end like any other.
    START,
    END,
    /// A part of the text between two tags, which may be several parts long.
    TEXT,
    /// There is no more.
    NOTHING
  }

  private final Reader in;
  private final char[] buffer = new char[BUFFER];
  private int at;
  private int filled;
  private String name = "";
  private final Map<String, String> attributes = new TreeMap<>();
  private boolean endsItself;
  private String text = "";

  XmlScanner(Reader in) {
    this.in = in;
  }

  /// Of the tag at hand, in lower case and without its prefix.
  String name() {
    return name.substring(name.indexOf(':') + 1);
  }

  /// Of the tag at hand, in lower case; empty where it has none.
  String prefix() {
    return name.substring(0, Math.max(0, name.indexOf(':')));
  }

  /// Of the start tag at hand, by its name in lower case with its prefix; empty where there is
  /// none.
  String attribute(String named) {
    return attributes.getOrDefault(named, "");
  }

  /// Of the text at hand, references replaced; what is longer than any title or address is cut.
  String text() {
    return text;
  }

  Piece next() throws IOException {
    if (endsItself) {
      endsItself = false;
      return Piece.END;
    }
    while (true) {
      int c = read();
      if (c == NOTHING_LEFT) return Piece.NOTHING;
      if (c != '<') return text((char) c);
      int after = peek();
      if (after == '!') {
        at++;
        if (cdata()) return Piece.TEXT;
      } else if (after == '?') {
        skipTo('>');
      } else if (after == '/') {
        at++;
        name = word();
        skipTo('>');
        return Piece.END;
      } else if (Character.isLetter(after) || after == '_') {
        start();
        return Piece.START;
      } else {
        return text('<');
      }
    }
  }

  private Piece text(char first) throws IOException {
    var kept = new StringBuilder().append(first);
    for (int c = peek(); c != NOTHING_LEFT && c != '<'; c = peek()) {
      at++;
      keep(kept, c);
    }
    text = withoutReferences(kept);
    return Piece.TEXT;
  }

  /// Whether the mark-up after `<!` was text; comments and document types are passed over.
  private boolean cdata() throws IOException {
    int c = peek();
    if (c == '-') {
      at++;
      if (peek() != '-') {
        skipTo('>');
        return false;
      }
      at++;
      var _ = through('-');
      return false;
    }
    if (c != '[') {
      documentType();
      return false;
    }
    at++;
    if (!word().equals("cdata") || peek() != '[') {
      skipTo('>');
      return false;
    }
    at++;
    text = through(']').toString();
    return true;
  }

  /// To the next two of `mark` with a `>` behind them: what stands before.
  private StringBuilder through(char mark) throws IOException {
    var kept = new StringBuilder();
    int marks = 0;
    for (int c = read(); c != NOTHING_LEFT; c = read()) {
      if (c == '>' && marks >= 2) {
        kept.setLength(Math.max(0, kept.length() - 2));
        return kept;
      }
      marks = c == mark ? marks + 1 : 0;
      keep(kept, c);
    }
    return kept;
  }

  /// Ends at its bracket, past the declarations that it may hold in square ones.
  private void documentType() throws IOException {
    for (int c = read(); c != NOTHING_LEFT && c != '>'; c = read()) {
      if (c != '[') continue;
      for (c = read(); c != NOTHING_LEFT && c != ']'; c = read()) {
        if (c == '"' || c == '\'') skipTo(c);
        if (c == '-' && peek() == '-') {
          at++;
          var _ = through('-'); // a comment may have an apostrophe
        }
      }
    }
  }

  private void start() throws IOException {
    name = word();
    attributes.clear();
    while (true) {
      int c = skipSpace();
      if (c == NOTHING_LEFT || c == '<') return; // the tag was never closed
      if (c == '>') {
        at++;
        return;
      }
      if (c == '/') {
        at++;
        endsItself = peek() == '>';
      } else {
        attribute();
      }
    }
  }

  private void attribute() throws IOException {
    String named = word();
    int c = skipSpace();
    if (c != '=') {
      if (named.isEmpty()) at++; // what cannot stand there
      return;
    }
    at++;
    var value = new StringBuilder();
    int quote = skipSpace();
    if (quote == '"' || quote == '\'') {
      at++;
      for (c = read(); c != NOTHING_LEFT && c != quote; c = read()) keep(value, c);
    } else {
      for (c = quote; c > ' ' && c != '>'; c = peek()) {
        at++;
        keep(value, c);
      }
    }
    if (attributes.size() < MOST_ATTRIBUTES) {
      attributes.putIfAbsent(named, withoutReferences(value));
    }
  }

  /// A name, in lower case.
  private String word() throws IOException {
    var word = new StringBuilder();
    for (int c = peek();
        Character.isLetterOrDigit(c) || (c > ' ' && "._-:".indexOf(c) >= 0);
        c = peek()) {
      at++;
      if (word.length() < LONGEST_NAME) word.append((char) c);
    }
    return word.toString().toLowerCase(Locale.ROOT);
  }

  private static void keep(StringBuilder kept, int c) {
    if (kept.length() < LONGEST_TEXT) kept.append((char) c);
  }

  /// Characters by number, and by the names that HTML gives them: feeds use them undeclared.
  private static String withoutReferences(StringBuilder kept) {
    if (kept.indexOf("&") < 0) return kept.toString();
    return REFERENCE
        .matcher(kept)
        .replaceAll(
            match -> Matcher.quoteReplacement(Parser.unescapeEntities(match.group(), false)));
  }

  private int skipSpace() throws IOException {
    int c = peek();
    while (c != NOTHING_LEFT && c <= ' ') {
      at++;
      c = peek();
    }
    return c;
  }

  private void skipTo(int last) throws IOException {
    int c = read();
    while (c != NOTHING_LEFT && c != last) c = read();
  }

  private int read() throws IOException {
    int c = peek();
    if (c != NOTHING_LEFT) at++;
    return c;
  }

  private int peek() throws IOException {
    if (at < filled) return buffer[at];
    filled = Math.max(0, in.read(buffer, 0, BUFFER));
    at = 0;
    return filled == 0 ? NOTHING_LEFT : buffer[0];
  }
}
