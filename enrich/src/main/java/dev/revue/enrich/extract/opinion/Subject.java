package dev.revue.enrich.extract.opinion;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a review is about and who is no other critic in it.
///
/// @param kind type of the item
/// @param language BCP 47 primary tag
/// @param title of the item; empty where it is not known
/// @param notCritics the author, the site, the people of the title
public record Subject(
    String kind, @Nullable String language, String title, Set<String> notCritics) {
  public Subject {
    notCritics = Set.copyOf(notCritics);
  }

  /// The title as it stands in a sentence.
  List<String> words() {
    return Words.of(title).stream().filter(w -> Character.isLetterOrDigit(w.charAt(0))).toList();
  }
}
