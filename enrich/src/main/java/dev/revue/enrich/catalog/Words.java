package dev.revue.enrich.catalog;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/// A text as the words that tell it from others: lower case, without accents and punctuation.
final class Words {
  private Words() {}

  /// `L’Avventura` → l avventura; `Schindler's List` → schindlers list; `Fast & Furious` → fast and
  /// furious.
  static List<String> of(String text) {
    List<String> out = new ArrayList<>();
    String folded = fold(text, text.length());
    int start = -1;
    for (int i = 0; i <= folded.length(); i++) {
      boolean letter = i < folded.length() && folded.charAt(i) != ' ';
      if (letter && start < 0) start = i;
      if (!letter && start >= 0) {
        out.add(folded.substring(start, i));
        start = -1;
      }
    }
    return out;
  }

  /// The words of a text, each between spaces; of its first `most` characters.
  static String fold(String text, int most) {
    String whole = decomposed(text.length() > most ? text.substring(0, most) : text);
    var out = new StringBuilder(whole.length() + 8).append(' ');
    for (int i = 0; i < whole.length(); i++) letter(out, whole, i);
    if (out.charAt(out.length() - 1) != ' ') out.append(' ');
    return out.toString();
  }

  private static void letter(StringBuilder out, String text, int at) {
    char c = text.charAt(at);
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      out.append(c);
    } else if (c >= 'A' && c <= 'Z') {
      out.append((char) (c + 32));
    } else if (c == '&') {
      space(out);
      out.append("and ");
    } else if (c == '\'' || c == '’' || c == '`' || c == '´') {
      // Behind a single letter an article ends: l'avventura.
      int end = out.length();
      if (end >= 2 && out.charAt(end - 2) == ' ' && out.charAt(end - 1) != ' ') out.append(' ');
    } else if (c < 0x80) {
      space(out);
    } else {
      foreign(out, c);
    }
  }

  private static void foreign(StringBuilder out, char c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK) return;
    switch (c) {
      case 'ß' -> out.append("ss");
      case 'æ', 'Æ' -> out.append("ae");
      case 'œ', 'Œ' -> out.append("oe");
      case 'ø', 'Ø' -> out.append('o');
      case 'ł', 'Ł' -> out.append('l');
      case 'đ', 'Đ', 'ð', 'Ð' -> out.append('d');
      case 'þ', 'Þ' -> out.append("th");
      case 'ı' -> out.append('i');
      default -> {
        if (Character.isLetterOrDigit(c) || Character.isSurrogate(c))
          out.append(Character.toLowerCase(c));
        else space(out);
      }
    }
  }

  private static void space(StringBuilder out) {
    if (out.charAt(out.length() - 1) != ' ') out.append(' ');
  }

  private static String decomposed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) return Normalizer.normalize(text, Normalizer.Form.NFKD);
    }
    return text;
  }
}
