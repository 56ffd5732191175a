package dev.revue.ingest.frontier;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The pages of one site that are copies of no other: of pages with nearly the same words, the one
/// that was published first. Not thread-safe.
final class Originals {
  private final Fingerprints prints = new Fingerprints();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> urls = new ArrayList<>();

  /// Whether the page is published, and as a copy of none.
  static boolean standing(UrlRow row) {
    UrlRow.Seen seen = row.seen();
    return seen != null && seen.published() && seen.duplicateOf() == null && seen.simhash() != 0;
  }

  /// Takes in what a row has become.
  void put(UrlRow row) {
    UrlRow.Seen seen = row.seen();
    long print = seen != null && standing(row) ? seen.simhash() : 0;
    if (print == 0 && !numbers.containsKey(row.url())) return;
    prints.put(numbers.computeIfAbsent(row.url(), this::number), print);
  }

  /// The page of which a page with this fingerprint is a copy. What was an original stays one while
  /// its words stay, and a copy stays with its original while that stays.
  Optional<String> original(UrlRow row, long print) {
    UrlRow.Seen seen = row.seen();
    if (print == 0) return Optional.empty();
    if (seen != null && standing(row) && Fingerprints.alike(seen.simhash(), print)) {
      return Optional.empty();
    }
    int own = numbers.getOrDefault(row.url(), Fingerprints.NONE);
    if (seen != null && seen.duplicateOf() != null) {
      int known = numbers.getOrDefault(seen.duplicateOf(), Fingerprints.NONE);
      if (prints.like(print, page -> page == known) != Fingerprints.NONE) {
        return Optional.of(seen.duplicateOf());
      }
    }
    int like = prints.like(print, page -> page != own);
    return like == Fingerprints.NONE ? Optional.empty() : Optional.of(urls.get(like));
  }

  private int number(String url) {
    urls.add(url);
    return urls.size() - 1;
  }
}
