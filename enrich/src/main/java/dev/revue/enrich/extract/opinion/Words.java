package dev.revue.enrich.extract.opinion;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A sentence as words in lower case and marks: `,` for a comma, `;` for what separates more, `?`
/// for a question. Elided words stand alone (`l'histoire`, `isn't` as `is not`), compounds in
/// parts.
final class Words {
  static final String COMMA = ",";
  static final String BREAK = ";";
  static final String QUESTION = "?";

  private static final int LONGEST_ELISION = 7;

  private Words() {}

  static List<String> of(String sentence) {
    List<String> out = new ArrayList<>(sentence.length() / 5 + 1);
    int start = -1;
    for (int i = 0; i <= sentence.length(); i++) {
      char c = i < sentence.length() ? sentence.charAt(i) : ' ';
      if (Character.isLetterOrDigit(c) || (start >= 0 && mark(c))) {
        if (start < 0) start = i;
        continue;
      }
      if (start >= 0 && (c == '\'' || c == '’')) {
        boolean inside = i + 1 < sentence.length() && Character.isLetter(sentence.charAt(i + 1));
        if (inside) {
          int end = i + 1;
          while (end < sentence.length() && Character.isLetter(sentence.charAt(end))) end++;
          String before = sentence.substring(start, i).toLowerCase(Locale.ROOT);
          String after = sentence.substring(i + 1, end).toLowerCase(Locale.ROOT);
          if (after.equals("t") && before.endsWith("n")) {
            out.add(stem(before));
            out.add("not");
          } else if (suffix(after)) {
            out.add(before);
          } else if (before.length() <= LONGEST_ELISION) {
            out.add(before);
            out.add(after);
          } else {
            out.add(before + after);
          }
          start = -1;
          i = end - 1;
          continue;
        }
      }
      if (start >= 0) out.add(sentence.substring(start, i).toLowerCase(Locale.ROOT));
      start = -1;
      switch (c) {
        case ',', '，', '、' -> out.add(COMMA);
        case ';', ':', '—', '–', '(', ')', '…', '!' -> out.add(BREAK);
        case '?', '？' -> out.add(QUESTION);
        default -> {}
      }
    }
    return out;
  }

  private static boolean mark(char c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  private static String stem(String negated) {
    return switch (negated) {
      case "can" -> "can";
      case "won" -> "will";
      case "shan" -> "shall";
      default -> negated.substring(0, negated.length() - 1);
    };
  }

  private static boolean suffix(String after) {
    return switch (after) {
      case "s", "re", "ve", "ll", "d", "m" -> true;
      default -> false;
    };
  }
}
