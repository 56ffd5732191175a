package dev.revue.cli.dlq;

import dev.revue.common.kafka.DeadLetter;
import dev.revue.common.kafka.LetterId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Dead letters by cause.
public final class Causes {
  /// @param letters how many there are, in whatever state
  /// @param waiting how many of them were not sent back
  /// @param redriven how many of them were sent back
  /// @param cameBack how many of those became dead letters again
  /// @param attempts the most that one of them has seen
  /// @param example `PARTITION@OFFSET` of the latest that waits, else of the latest
  public record Group(
      Cause cause,
      int letters,
      int waiting,
      int redriven,
      int cameBack,
      int attempts,
      Instant first,
      Instant last,
      String example) {}

  private record Letter(LetterId id, Instant at, int attempts) {}

  private final Map<Cause, List<Letter>> byCause = new HashMap<>();
  private final Set<LetterId> cameBack = new HashSet<>();
  private final Filter filter;

  private Causes(Filter filter) {
    this.filter = filter;
  }

  /// The groups of what `filter` admits, those with most letters that wait first.
  public static List<Group> of(Letters letters, Filter filter) {
    // First what was sent: of what is sent in between, the letter is known in any case.
    Set<LetterId> sent = letters.sentBack();
    var causes = new Causes(filter);
    letters.each(causes::add);
    return causes.groups(sent);
  }

  static Causes of(List<DeadLetter> letters, Filter filter) {
    var causes = new Causes(filter);
    letters.forEach(causes::add);
    return causes;
  }

  private boolean add(DeadLetter letter) {
    letter.previous().ifPresent(cameBack::add);
    if (filter.admits(letter)) {
      byCause
          .computeIfAbsent(Cause.of(letter), cause -> new ArrayList<>())
          .add(new Letter(letter.id(), letter.at(), letter.attempts()));
    }
    return true;
  }

  List<Group> groups(Set<LetterId> sent) {
    return byCause.entrySet().stream()
        .map(cause -> group(cause.getKey(), cause.getValue(), sent))
        .sorted(
            Comparator.comparingInt(Group::waiting)
                .thenComparingInt(Group::letters)
                .reversed()
                .thenComparing(group -> group.cause().toString()))
        .toList();
  }

  private Group group(Cause cause, List<Letter> letters, Set<LetterId> sent) {
    List<Letter> redriven = letters.stream().filter(one -> sent.contains(one.id)).toList();
    List<Letter> waiting = letters.stream().filter(one -> !sent.contains(one.id)).toList();
    List<Instant> times = letters.stream().map(Letter::at).sorted().toList();
    Letter example =
        (waiting.isEmpty() ? redriven : waiting)
            .stream().max(Comparator.comparing(Letter::at)).orElseThrow();
    return new Group(
        cause,
        letters.size(),
        waiting.size(),
        redriven.size(),
        (int) redriven.stream().filter(one -> cameBack.contains(one.id)).count(),
        letters.stream().mapToInt(Letter::attempts).max().orElse(0),
        times.getFirst(),
        times.getLast(),
        example.id.place());
  }
}
