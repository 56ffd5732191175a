package dev.revue.enrich.catalog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A name as people's are compared: in any order (Bong Joon Ho is Joon-ho Bong), however initials
/// are written, and with or without names in the middle.
///
/// @param words as the name has them
/// @param core without single initials in the middle, leading ones joined: jrr tolkien
record Person(List<String> words, List<String> core) {
  private static final Set<String> YOUNGER = Set.of("jr", "sr");

  static Person of(String name) {
    List<String> words = Words.of(name);
    var core = new ArrayList<String>();
    for (int i = 0; i < words.size(); ) {
      var initials = new StringBuilder();
      for (; i < words.size() && words.get(i).length() == 1; i++) initials.append(words.get(i));
      boolean middle = !core.isEmpty() && i < words.size();
      if (!initials.isEmpty() && !middle) core.add(initials.toString());
      if (i < words.size() && initials.isEmpty()) {
        if (core.isEmpty() || !YOUNGER.contains(words.get(i))) core.add(words.get(i));
        i++;
      }
    }
    return new Person(List.copyOf(words), List.copyOf(core));
  }

  boolean same(Person other) {
    Set<String> one = new HashSet<>(core);
    Set<String> two = new HashSet<>(other.core);
    if (one.isEmpty() || two.isEmpty()) return false;
    return one.equals(two) || shortOf(one, other, two) || other.shortOf(two, this, one);
  }

  /// At least two of its names, the last of them.
  private boolean shortOf(Set<String> mine, Person longer, Set<String> its) {
    return mine.size() >= 2
        && core.getLast().equals(longer.core.getLast())
        && its.containsAll(mine);
  }

  /// @param folded words between spaces, as [Words] folds them
  boolean in(String folded) {
    return folded.contains(" " + String.join(" ", words) + " ")
        || (core.size() > 1 && folded.contains(" " + String.join(" ", core) + " "));
  }
}
