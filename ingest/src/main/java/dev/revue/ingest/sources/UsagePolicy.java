package dev.revue.ingest.sources;

import java.util.Map;
import java.util.Set;

/// What is done with pages whose owner reserves a use of them. Whatever is not named is indexed: a
/// reservation against mining or training alone does not stop search.
///
/// @param answers by reservation; `any` is for those that are not named
public record UsagePolicy(Map<String, Answer> answers) {
  public static final String ANY = "any";

  /// Every reservation that a page can carry, and `any`.
  public static final Set<String> RESERVATIONS =
      Set.of("noai", "noimageai", "tdm", "ai-train", "ai-input", "search", ANY);

  public enum Answer {
    INDEX,
    SKIP
  }

  public UsagePolicy {
    answers = Map.copyOf(answers);
  }

  public static UsagePolicy indexing() {
    return new UsagePolicy(Map.of());
  }

  public Answer answer(String reservation) {
    Answer any = answers.getOrDefault(ANY, Answer.INDEX);
    return answers.getOrDefault(reservation, any);
  }
}
