package dev.revue.ingest.frontier;

import dev.revue.ingest.frontier.Verdict.HostState;
import java.time.Duration;
import java.time.Instant;

/// What an answer means for its whole host. A burst of refusals is one incident; each further
/// incident makes the waits longer; calm makes them shorter again, step by step. Pure, but for the
/// jitter.
public final class Incidents {
  /// A single error is a page's; so many in a row are the host's.
  private static final int TROUBLE_IS = 3;

  private static final int HIGHEST = 16;

  /// So much calm after an incident takes back one level.
  private static final Duration CALM = Duration.ofSeconds(30);

  private final Backoff backoff;

  public Incidents(Backoff backoff) {
    this.backoff = backoff;
  }

  /// @param asked when the request was sent: before an incident began, its answer is part of it
  public HostRow after(HostRow before, HostState state, Instant asked, Instant now) {
    boolean sameIncident = before.failures() > 0 && asked.isBefore(before.since());
    return switch (state) {
      case HostState.Fine fine when sameIncident -> before;
      case HostState.Fine fine -> calmer(before, now);
      case HostState.Busy busy -> {
        int level = sameIncident ? before.failures() : raised(before);
        // The same incident puts off further only where the server says for how long.
        boolean later = !sameIncident || busy.until().isPresent();
        Instant wish = later ? backoff.busy(now, busy.until(), level) : before.until();
        yield incident(before, level, sameIncident, wish, now);
      }
      case HostState.InTrouble trouble -> troubled(before, HIGHEST, sameIncident, now);
      // Such a host answers: it need not be left alone for longer each time.
      case HostState.Costly costly ->
          troubled(before, Math.max(before.failures(), TROUBLE_IS), sameIncident, now);
    };
  }

  private HostRow troubled(HostRow before, int highest, boolean same, Instant now) {
    // An error among answers is a page's own, however often that happens.
    boolean further = !same && !before.recovering();
    int level = further ? Math.min(before.failures() + 1, highest) : Math.max(before.failures(), 1);
    boolean much = further && level >= TROUBLE_IS;
    Instant wish = much ? now.plus(backoff.afterFailures(level - TROUBLE_IS + 1)) : before.until();
    return incident(before, level, same, wish, now);
  }

  private static int raised(HostRow before) {
    return Math.min(before.failures() + 1, HIGHEST);
  }

  private static HostRow incident(
      HostRow before, int level, boolean same, Instant wish, Instant now) {
    Instant until = wish.isAfter(before.until()) ? wish : before.until();
    return new HostRow(before.domain(), until, level, same ? before.since() : now, false);
  }

  private static HostRow calmer(HostRow before, Instant now) {
    if (before.failures() == 0) return before;
    Instant began = before.since().isAfter(before.until()) ? before.since() : before.until();
    long steps = Math.max(0, Duration.between(began, now).dividedBy(CALM));
    if (steps >= before.failures()) {
      return new HostRow(before.domain(), before.until(), 0, Instant.EPOCH, false);
    }
    if (steps == 0) {
      return new HostRow(before.domain(), before.until(), before.failures(), before.since(), true);
    }
    return new HostRow(before.domain(), before.until(), before.failures() - (int) steps, now, true);
  }
}
