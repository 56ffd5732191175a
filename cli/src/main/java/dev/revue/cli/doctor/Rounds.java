package dev.revue.cli.doctor;

import dev.revue.cli.doctor.Finding.Doubtful;
import dev.revue.cli.doctor.Finding.Wrong;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.AuthorizationException;

/// Runs checks at the same time and ends in time, whatever does not answer.
final class Rounds {
  private final Duration within;
  private final long deadline;
  private final ExecutorService threads;

  private Rounds(Duration within, ExecutorService threads) {
    this.within = within;
    this.deadline = System.nanoTime() + within.toNanos();
    this.threads = threads;
  }

  /// What each checkup found, in their order.
  ///
  /// @param within after which a check counts as unanswered
  static Map<String, List<Finding>> examine(List<Checkup> checkups, Duration within) {
    // Platform threads: a name server that is silent would hold the carrier of a virtual one.
    ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("doctor").daemon().factory());
    try {
      var rounds = new Rounds(within, threads);
      var under = new LinkedHashMap<String, CompletableFuture<List<Finding>>>();
      for (Checkup checkup : checkups) {
        under.put(
            checkup.name(), CompletableFuture.supplyAsync(() -> rounds.examine(checkup), threads));
      }
      var found = new LinkedHashMap<String, List<Finding>>();
      under.forEach((name, findings) -> found.put(name, findings.join()));
      return found;
    } finally {
      threads.shutdown();
    }
  }

  private List<Finding> examine(Checkup checkup) {
    Check first = checkup.first();
    var findings = new ArrayList<>(answers(List.of(first)));
    try {
      boolean ill = findings.stream().anyMatch(Wrong.class::isInstance);
      if (!ill) findings.addAll(answers(checkup.then()));
      return findings;
    } catch (RuntimeException e) {
      findings.add(failed(first, e)); // and not at the cost of what the other checkups found
      return findings;
    } finally {
      // Not waited for: a client that still connects takes its time to close, too.
      threads.execute(checkup::close);
    }
  }

  private List<Finding> answers(List<Check> checks) {
    List<Future<List<Finding>>> looks =
        checks.stream().map(check -> threads.submit(check::look)).toList();
    var findings = new ArrayList<Finding>();
    for (int i = 0; i < checks.size(); i++) findings.addAll(answer(checks.get(i), looks.get(i)));
    return findings;
  }

  private List<Finding> answer(Check check, Future<List<Finding>> look) {
    try {
      return look.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      look.cancel(true);
      return List.of(
          new Wrong(
              "%s: no answer within %d ms".formatted(check.subject(), within.toMillis()),
              check.remedyIfLate()));
    } catch (ExecutionException e) {
      return List.of(failed(check, cause(e)));
    } catch (InterruptedException | CancellationException e) {
      Thread.currentThread().interrupt();
      return List.of(new Wrong(check.subject() + ": interrupted", "try again"));
    }
  }

  private static Finding failed(Check check, Throwable e) {
    String what = "%s: %s".formatted(check.subject(), said(e));
    if (e instanceof AuthorizationException) {
      return new Wrong(what, "allow this principal DESCRIBE and DESCRIBE_CONFIGS (kafka-acls.sh)");
    }
    if (e instanceof Elastic.Refused refused && refused.forbidden()) {
      return new Doubtful(what, "look again as the user of `revue index`, or as an administrator");
    }
    return new Wrong(what, check.remedyIfLate());
  }

  private static Throwable cause(Throwable e) {
    boolean wrapped = e instanceof ExecutionException || e instanceof CompletionException;
    return wrapped && e.getCause() != null ? cause(e.getCause()) : e;
  }

  private static String said(Throwable e) {
    String message = e.getMessage();
    return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
  }
}
