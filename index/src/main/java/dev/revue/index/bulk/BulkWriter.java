package dev.revue.index.bulk;

import dev.revue.index.bulk.BulkEndpoint.Reply;
import dev.revue.index.bulk.Outcome.Final;
import dev.revue.index.bulk.Outcome.Held;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
  /// After an outage a small bulk goes first.
  private static final int PROBE = 64;

  /// This many full bulks may wait; then the caller should bring no more.
  private static final int WAITING_BULKS = 4;

  /// While something is in the way, one bulk at a time finds out whether it still is.
  private static final int PROBES = 1;

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

  private record Answer<T>(List<Entry<T>> bulk, Reply reply, Instant sent, int bytes) {}

  private final BulkEndpoint endpoint;
  private final BulkLimits limits;
  private final BulkSize size;
  private final Backoff backoff;
  private final InstantSource clock;
  private final Observer observer;

  private final ArrayDeque<Entry<T>> fresh = new ArrayDeque<>();
  private final ArrayDeque<List<Entry<T>>> again = new ArrayDeque<>();
  private final LinkedBlockingQueue<Answer<T>> answers = new LinkedBlockingQueue<>();
  private long freshBytes;
  private long againDocuments;
  private int inFlight;
  private @Nullable Held held;
  private Instant heldUntil = Instant.MIN;

  public BulkWriter(
      BulkEndpoint endpoint,
      BulkLimits limits,
      Backoff backoff,
      InstantSource clock,
      Observer observer) {
    this.endpoint = endpoint;
    this.limits = limits;
    this.size = new BulkSize(limits.documents(), limits.bytes());
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
    while (inFlight < allowedInFlight() && !clock.instant().isBefore(heldUntil)) {
      List<Entry<T>> bulk = next();
      if (bulk.isEmpty()) return;
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
    return (held != null && !idle())
        || freshBytes >= (long) WAITING_BULKS * limits.bytes()
        || fresh.size() + againDocuments >= (long) WAITING_BULKS * limits.documents();
  }

  public boolean idle() {
    return inFlight == 0 && fresh.isEmpty() && again.isEmpty();
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
    var kept = again.stream().map(bulk -> without(bulk, lost)).filter(b -> !b.isEmpty()).toList();
    again.clear();
    again.addAll(kept);
    againDocuments = kept.stream().mapToLong(List::size).sum();
  }

  private static <T> List<Entry<T>> without(List<Entry<T>> bulk, Predicate<T> lost) {
    return bulk.stream().filter(entry -> !lost.test(entry.origin)).toList();
  }

  private int allowedInFlight() {
    return held == null ? limits.inFlight() : PROBES;
  }

  /// The next bulk: what must be sent again goes first, and is never mixed with other documents.
  private List<Entry<T>> next() {
    int documents = held == null ? size.documents() : Math.min(PROBE, size.documents());
    List<Entry<T>> first = again.pollFirst();
    if (first != null) {
      int cut = Math.min(documents, first.size());
      if (cut < first.size()) again.addFirst(first.subList(cut, first.size()));
      againDocuments -= cut;
      return first.subList(0, cut);
    }
    Entry<T> oldest = fresh.peekFirst();
    if (oldest == null || !due(oldest, documents)) return List.of();
    var bulk = new ArrayList<Entry<T>>();
    int bytes = 0;
    for (Entry<T> entry = oldest;
        entry != null
            && bulk.size() < documents
            && (bulk.isEmpty() || bytes + entry.bytes() <= size.bytes());
        entry = fresh.peekFirst()) {
      bulk.add(fresh.removeFirst());
      bytes += entry.bytes();
    }
    freshBytes -= bytes;
    return bulk;
  }

  private boolean due(Entry<T> oldest, int documents) {
    return fresh.size() >= documents
        || freshBytes >= size.bytes()
        || !clock.instant().isBefore(oldest.since.plus(limits.linger()));
  }

  private void dispatch(List<Entry<T>> bulk) {
    var body = new ByteArrayOutputStream(bulk.stream().mapToInt(Entry::bytes).sum());
    bulk.forEach(entry -> entry.operation.appendTo(body));
    Instant sent = clock.instant();
    int bytes = body.size();
    inFlight++;
    var _ =
        endpoint
            .send(body.toByteArray())
            .thenAccept(reply -> answers.add(new Answer<>(bulk, reply, sent, bytes)));
  }

  private void take(Answer<T> answer, List<Resolved<T>> resolved) {
    inFlight--;
    List<Entry<T>> bulk = answer.bulk;
    observer.bulk(bulk.size(), answer.bytes, Duration.between(answer.sent, clock.instant()));
    switch (Ruling.of(answer.reply, bulk.size())) {
      case Ruling.Each(List<Outcome> outcomes) -> settle(bulk, outcomes, resolved);
      case Ruling.Refused(Outcome.Rejected rejected) -> {
        released();
        if (bulk.size() == 1) resolved.add(new Resolved<>(bulk.getFirst().origin, rejected));
        else halve(bulk);
      }
      case Ruling.Outage(Held outage) -> hold(outage, bulk);
    }
  }

  private void settle(List<Entry<T>> bulk, List<Outcome> outcomes, List<Resolved<T>> resolved) {
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
    else hold(worst, undecided);
  }

  private void halve(List<Entry<T>> bulk) {
    int middle = bulk.size() / 2;
    again.addFirst(bulk.subList(middle, bulk.size()));
    again.addFirst(bulk.subList(0, middle));
    againDocuments += bulk.size();
  }

  private void hold(Held by, List<Entry<T>> bulk) {
    if (by.overload()) size.shrink();
    held = by;
    heldUntil = clock.instant().plus(backoff.next());
    again.addFirst(bulk);
    againDocuments += bulk.size();
  }

  private void released() {
    held = null;
    backoff.reset();
    size.grow();
  }
}
