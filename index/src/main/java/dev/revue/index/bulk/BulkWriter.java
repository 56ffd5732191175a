package dev.revue.index.bulk;

import dev.revue.index.bulk.BulkEndpoint.Reply;
import dev.revue.index.bulk.Outcome.Final;
import dev.revue.index.bulk.Outcome.Held;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Sends documents in bulks until each has a final outcome; holds through outages, and finds the
/// document for which a whole bulk is refused. One thread calls it; it never blocks but in
/// `collect`.
///
/// @param <T> where a document came from
public final class BulkWriter<T> {
  /// While something is in the way, one small bulk at a time finds out whether it still is.
  private static final int PROBE_DOCUMENTS = 64;

  private static final int PROBE_BYTES = 256 << 10;

  /// This many full bulks may wait; then the caller should bring no more.
  private static final int WAITING_BULKS = 4;

  /// A document that is done with.
  public record Resolved<T>(T origin, Final outcome) {}

  /// What to tell about a bulk that was answered.
  public interface Observer {
    void bulk(int documents, int bytes, Duration took);
  }

  private record Entry<T>(T origin, Operation operation, Instant since) {
    int bytes() {
      return operation.bytes();
    }
  }

  /// What goes together.
  ///
  /// @param suspect part of a bulk that was refused as a whole
  private record Bulk<T>(List<Entry<T>> entries, boolean suspect) {}

  /// @param number of the bulk, in the order of sending
  private record Answer<T>(Bulk<T> bulk, Reply reply, long number, Instant sent, int bytes) {}

  private final BulkEndpoint endpoint;
  private final BulkLimits limits;
  private final Pace pace;
  private final Backoff backoff;
  private final InstantSource clock;
  private final Observer observer;

  private final ArrayDeque<Entry<T>> fresh = new ArrayDeque<>();
  private final ArrayDeque<List<Entry<T>>> again = new ArrayDeque<>();
  private final ArrayDeque<List<Entry<T>>> suspects = new ArrayDeque<>();
  private final LinkedBlockingQueue<Answer<T>> answers = new LinkedBlockingQueue<>();
  private long freshBytes;
  private long againDocuments;
  private int inFlight;
  private int suspectsInFlight;
  private long sent;
  private @Nullable Held held;
  private Instant heldUntil = Instant.MIN;

  /// Number of the first bulk after the last hold began, and how many such are under way.
  private long sinceHold;

  private int underWaySinceHold;

  public BulkWriter(
      BulkEndpoint endpoint,
      BulkLimits limits,
      Backoff backoff,
      InstantSource clock,
      Observer observer) {
    this.endpoint = endpoint;
    this.limits = limits;
    this.pace = new Pace(limits);
    this.backoff = backoff;
    this.clock = clock;
    this.observer = observer;
  }

  public void add(T origin, Operation operation) {
    var entry = new Entry<>(origin, operation, clock.instant());
    fresh.add(entry);
    freshBytes += entry.bytes();
  }

  /// Sends what is due and may go.
  public void send() {
    while (mayGo() && !clock.instant().isBefore(heldUntil)) {
      Bulk<T> bulk = next();
      if (bulk.entries.isEmpty()) return;
      dispatch(bulk);
    }
  }

  /// Takes in what has come back, waiting up to `wait` for the first.
  public List<Resolved<T>> collect(Duration wait) {
    var resolved = new ArrayList<Resolved<T>>();
    try {
      Answer<T> answer =
          wait.isPositive() ? answers.poll(wait.toMillis(), TimeUnit.MILLISECONDS) : answers.poll();
      for (; answer != null; answer = answers.poll()) take(answer, resolved);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return resolved;
  }

  /// True while enough is waiting: bring no more.
  public boolean full() {
    return held != null
        || freshBytes >= (long) WAITING_BULKS * limits.bytes()
        || fresh.size() + againDocuments >= (long) WAITING_BULKS * limits.documents();
  }

  public boolean idle() {
    return inFlight == 0 && fresh.isEmpty() && againDocuments == 0;
  }

  public int inFlight() {
    return inFlight;
  }

  /// What is in the way, while something is.
  public Optional<String> obstacle() {
    return Optional.ofNullable(held).map(Held::obstacle);
  }

  /// Sends no more of what came from there. What is under way may still come back.
  public void forget(Predicate<T> lost) {
    fresh.removeIf(entry -> lost.test(entry.origin));
    freshBytes = fresh.stream().mapToLong(Entry::bytes).sum();
    forget(lost, again);
    forget(lost, suspects);
    againDocuments = documents(again) + documents(suspects);
    if (idle()) held = null; // nothing is left that could find out
  }

  private static <T> void forget(Predicate<T> lost, ArrayDeque<List<Entry<T>>> bulks) {
    var kept =
        bulks.stream()
            .map(bulk -> bulk.stream().filter(entry -> !lost.test(entry.origin)).toList())
            .filter(bulk -> !bulk.isEmpty())
            .toList();
    bulks.clear();
    bulks.addAll(kept);
  }

  private static <T> long documents(ArrayDeque<List<Entry<T>>> bulks) {
    return bulks.stream().mapToLong(List::size).sum();
  }

  /// What was under way when the hold began may take long to fail; the probe does not wait for it.
  private boolean mayGo() {
    return held == null ? inFlight < pace.inFlight() : underWaySinceHold == 0;
  }

  /// The next bulk: what must be sent again goes first, and is never mixed with other documents.
  /// The search for a culprit goes on beside the others, which do not wait for its end.
  private Bulk<T> next() {
    int documents = held == null ? pace.documents() : Math.min(PROBE_DOCUMENTS, pace.documents());
    int bytes = held == null ? pace.bytes() : Math.min(PROBE_BYTES, pace.bytes());
    if (suspectsInFlight == 0 && !suspects.isEmpty()) {
      return new Bulk<>(first(suspects, documents, bytes), true);
    }
    if (!again.isEmpty()) return new Bulk<>(first(again, documents, bytes), false);
    Entry<T> oldest = fresh.peekFirst();
    if (oldest != null && due(oldest, documents, bytes)) {
      return new Bulk<>(first(documents, bytes), false);
    }
    return suspects.isEmpty()
        ? new Bulk<>(List.of(), false)
        : new Bulk<>(first(suspects, documents, bytes), true);
  }

  private List<Entry<T>> first(ArrayDeque<List<Entry<T>>> bulks, int documents, int bytes) {
    List<Entry<T>> first = bulks.removeFirst();
    int cut = fitting(first, documents, bytes);
    if (cut < first.size()) bulks.addFirst(first.subList(cut, first.size()));
    againDocuments -= cut;
    return first.subList(0, cut);
  }

  private List<Entry<T>> first(int documents, int bytes) {
    var first = new ArrayList<Entry<T>>();
    for (int left = fitting(fresh, documents, bytes); left > 0; left--) {
      Entry<T> entry = fresh.removeFirst();
      freshBytes -= entry.bytes();
      first.add(entry);
    }
    return first;
  }

  /// How many of the first fit into a bulk; at least one.
  private static <T> int fitting(Collection<Entry<T>> entries, int documents, int bytes) {
    int fitting = 0;
    long size = 0;
    for (Entry<T> entry : entries) {
      size += entry.bytes();
      if (fitting > 0 && (fitting == documents || size > bytes)) break;
      fitting++;
    }
    return fitting;
  }

  private boolean due(Entry<T> oldest, int documents, int bytes) {
    return fresh.size() >= documents
        || freshBytes >= bytes
        || !clock.instant().isBefore(oldest.since.plus(limits.linger()));
  }

  private void dispatch(Bulk<T> bulk) {
    var body = ByteBuffer.allocate(bulk.entries.stream().mapToInt(Entry::bytes).sum());
    bulk.entries.forEach(entry -> entry.operation.appendTo(body));
    Instant at = clock.instant();
    int bytes = body.capacity();
    long number = sent++;
    inFlight++;
    underWaySinceHold++;
    if (bulk.suspect) suspectsInFlight++;
    var _ =
        endpoint
            .send(body.array())
            .thenAccept(reply -> answers.add(new Answer<>(bulk, reply, number, at, bytes)));
  }

  private void take(Answer<T> answer, List<Resolved<T>> resolved) {
    inFlight--;
    if (answer.number >= sinceHold) underWaySinceHold--;
    if (answer.bulk.suspect) suspectsInFlight--;
    List<Entry<T>> bulk = answer.bulk.entries;
    observer.bulk(bulk.size(), answer.bytes, Duration.between(answer.sent, clock.instant()));
    switch (Ruling.of(answer.reply, bulk.size(), answer.bytes)) {
      case Ruling.Each(List<Outcome> outcomes) -> settle(answer, outcomes, resolved);
      case Ruling.Refused(Outcome.Rejected rejected) -> {
        released();
        if (bulk.size() == 1) resolved.add(new Resolved<>(bulk.getFirst().origin, rejected));
        else halve(bulk);
      }
      case Ruling.Outage(Held outage) -> hold(outage, answer.number, bulk);
    }
  }

  private void settle(Answer<T> answer, List<Outcome> outcomes, List<Resolved<T>> resolved) {
    List<Entry<T>> bulk = answer.bulk.entries;
    var undecided = new ArrayList<Entry<T>>();
    Held worst = null;
    for (int i = 0; i < bulk.size(); i++) {
      switch (outcomes.get(i)) {
        case Final outcome -> resolved.add(new Resolved<>(bulk.get(i).origin, outcome));
        case Held item -> {
          undecided.add(bulk.get(i));
          worst = item;
        }
      }
    }
    if (worst == null) released();
    else hold(worst, answer.number, undecided);
  }

  private void halve(List<Entry<T>> bulk) {
    int middle = bulk.size() / 2;
    suspects.addFirst(bulk.subList(middle, bulk.size()));
    suspects.addFirst(bulk.subList(0, middle));
    againDocuments += bulk.size();
  }

  /// Bulks that were under way together tell of the same incident: it counts once.
  private void hold(Held by, long number, List<Entry<T>> bulk) {
    again.addFirst(bulk);
    againDocuments += bulk.size();
    held = by;
    if (number < sinceHold) return;
    sinceHold = sent;
    underWaySinceHold = 0;
    heldUntil = clock.instant().plus(backoff.next());
    if (by.overload()) pace.slower();
  }

  private void released() {
    held = null;
    backoff.reset();
    pace.faster();
  }
}
