package dev.revue.ingest.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.ingest.frontier.Verdict.HostState;
import dev.revue.ingest.frontier.Verdict.HostState.Busy;
import dev.revue.ingest.frontier.Verdict.HostState.Costly;
import dev.revue.ingest.frontier.Verdict.HostState.Fine;
import dev.revue.ingest.frontier.Verdict.HostState.InTrouble;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncidentsTest {
  private static final Instant T = Instant.parse("2026-11-22T12:00:00Z");

  // Without jitter: 30 s, 60 s, 120 s …; a wish is kept to the second and 10 ms.
  private final Incidents incidents = new Incidents(new Backoff(() -> 0));

  /// Answers as `word@sent-received` in seconds after `T`: what is left of the host.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fine@0-1                                        | 0 | none | calm
          busy@0-1                                        | 1 | 31   | trouble
          busy@0-1 busy@0-2 busy@0-3                      | 1 | 31   | trouble
          busy@0-1 busy@40-41                             | 2 | 101  | trouble
          busy@0-1 busy60@0-2                             | 1 | 62   | trouble
          busy@0-1 busy5@0-2                              | 1 | 31   | trouble
          busy5@0-1                                       | 1 | 6    | trouble
          busy@0-1 fine@0-2                               | 1 | 31   | trouble
          busy@0-1 fine@32-33                             | 1 | 31   | recovering
          busy@0-1 fine@32-33 busy@34-35                  | 2 | 95   | trouble
          busy@0-1 fine@32-33 fine@61-62                  | 0 | 31   | calm
          busy@0-1 busy@40-41 fine@102-103                | 2 | 101  | recovering
          busy@0-1 busy@40-41 fine@131-132                | 1 | 101  | recovering
          busy@0-1 busy@40-41 fine@131-132 fine@140-141   | 1 | 101  | recovering
          busy@0-1 busy@40-41 fine@131-132 fine@162-163   | 0 | 101  | calm
          busy@0-1 busy@40-41 fine@999-1000               | 0 | 101  | calm
          down@0-1                                        | 1 | none | trouble
          down@0-1 down@2-3                               | 2 | none | trouble
          down@0-1 down@2-3 down@4-5                      | 3 | 35   | trouble
          down@0-1 down@2-3 down@4-5 down@40-41           | 4 | 101  | trouble
          down@0-1 down@0-2 down@0-3                      | 1 | none | trouble
          down@0-1 fine@2-3                               | 1 | none | recovering
          down@0-1 fine@2-3 down@4-5                      | 1 | none | trouble
          down@0-1 down@2-3 down@4-5 fine@36-37 down@38-39 | 3 | 35  | trouble
          down@0-1 down@2-3 down@4-5 fine@36-37 down@38-39 down@40-41 | 4 | 101 | trouble
          busy600@0-1 down@2-3                            | 2 | 601  | trouble
          cost@0-1 fine@2-3 cost@4-5                      | 1 | none | trouble
          cost@0-1 cost@2-3 cost@4-5                      | 3 | 35   | trouble
          cost@0-1 cost@2-3 cost@4-5 cost@40-41           | 3 | 71   | trouble
          down@0-1 down@2-3 down@4-5 down@40-41 cost@110-111 | 4 | 171 | trouble
          """)
  void aBurstIsOneIncidentAndCalmComesStepByStep(
      String answers, int level, String until, String state) {
    HostRow row = HostRow.fine("example.org");
    for (String answer : answers.split(" ")) {
      String[] parts = answer.split("[@-]");
      Instant asked = T.plusSeconds(Long.parseLong(parts[1]));
      Instant now = T.plusSeconds(Long.parseLong(parts[2]));
      row = incidents.after(row, state(parts[0], now), asked, now);
    }
    assertThat(row.failures()).isEqualTo(level);
    if (until.equals("none")) assertThat(row.until()).isEqualTo(Instant.EPOCH);
    else assertThat(row.until().getEpochSecond() - T.getEpochSecond()).hasToString(until);
    String found = row.failures() == 0 ? "calm" : row.recovering() ? "recovering" : "trouble";
    assertThat(found).isEqualTo(state);
    assertThat(row.isInTrouble()).isEqualTo(state.equals("trouble"));
  }

  private static HostState state(String word, Instant now) {
    if (word.equals("fine")) return new Fine();
    if (word.equals("down")) return new InTrouble();
    if (word.equals("cost")) return new Costly();
    String wish = word.substring("busy".length());
    if (wish.isEmpty()) return new Busy(Optional.empty());
    return new Busy(Optional.of(now.plusSeconds(Long.parseLong(wish))));
  }
}
