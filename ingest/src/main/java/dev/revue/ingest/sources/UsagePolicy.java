package dev.revue.ingest.sources;

import java.util.Map;
import java.util.Set;

/// What is done with pages whose owner reserves a use of them. What is not named is indexed, since
/// a reservation against mining or training alone does not stop search; but `search`, which does.
///
/// @param answers by reservation; `any` is for those that are not named
public record UsagePolicy(Map<String, Answer> answers) {
  public static final String ANY = "any";
  private static final String SEARCH = "search";

  /// Comes with `tdm`, and reserves nothing by itself.
  private static final String TDM_POLICY = "tdm-policy";

  /// Every reservation that a page can carry, and `any`.
  public static final Set<String> RESERVATIONS =
      Set.of("noai", "noimageai", "tdm", "ai-train", "ai-input", SEARCH, ANY);

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
    if (reservation.equals(TDM_POLICY)) return Answer.INDEX;
    Answer otherwise = reservation.equals(SEARCH) ? Answer.SKIP : Answer.INDEX;
    return answers.getOrDefault(reservation, answers.getOrDefault(ANY, otherwise));
  }
}
