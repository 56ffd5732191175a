package dev.revue.search.result;

import dev.revue.search.query.SearchBody;
import java.util.ArrayList;
import java.util.List;

/// Plain text and which parts of it were searched for. It holds no mark-up, so whoever shows it
/// decides how to mark and cannot forget to escape.
///
/// @param marks in order, not overlapping; positions are UTF-16 units
public record Marked(String text, List<Span> marks) {
  public Marked {
    marks = List.copyOf(marks);
  }

  public record Span(int from, int to) {}

  /// A run of text that is marked as a whole or not at all.
  public record Part(String text, boolean marked) {}

  public static Marked plain(String text) {
    return of(text);
  }

  /// Takes the highlighter's private characters out, including those that a document brings along.
  public static Marked of(String highlighted) {
    var text = new StringBuilder(highlighted.length());
    var marks = new ArrayList<Span>();
    int open = -1;
    for (int i = 0; i < highlighted.length(); i++) {
      char c = highlighted.charAt(i);
      switch (c) {
        case SearchBody.MARK_FROM -> open = open < 0 ? text.length() : open;
        case SearchBody.MARK_TO -> {
          if (open >= 0 && open < text.length()) marks.add(new Span(open, text.length()));
          open = -1;
        }
        default -> text.append(c);
      }
    }
    return new Marked(text.toString(), marks);
  }

  /// At most this many characters, from the beginning.
  public Marked clipped(int length) {
    if (text.length() <= length) return this;
    int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
    List<Span> kept = marks.stream().filter(mark -> mark.to() <= end).toList();
    return new Marked(text.substring(0, end) + "…", kept);
  }

  public List<Part> parts() {
    var parts = new ArrayList<Part>();
    int at = 0;
    for (Span mark : marks) {
      if (mark.from() > at) parts.add(new Part(text.substring(at, mark.from()), false));
      parts.add(new Part(text.substring(mark.from(), mark.to()), true));
      at = mark.to();
    }
    if (at < text.length()) parts.add(new Part(text.substring(at), false));
    return parts;
  }
}
