package dev.revue.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.cli.doctor.Finding.Doubtful;
import dev.revue.cli.doctor.Finding.Right;
import dev.revue.cli.doctor.Finding.Wrong;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// What tests expect of findings: the fault by its name and value, and what puts it right.
final class Expect {
  /// Longer than an operator's, because tests share a machine.
  static final Duration WITHIN = Duration.ofSeconds(30);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Expect() {}

  static List<Finding> of(Checkup checkup) {
    return Rounds.examine(List.of(checkup), WITHIN).get(checkup.name());
  }

  static void wrong(List<Finding> findings, String what, String remedy) {
    assertThat(findings)
        .anySatisfy(finding -> {
          assertThat(finding).isInstanceOf(Wrong.class);
          assertThat(finding.what()).contains(what);
          assertThat(((Wrong) finding).remedy()).contains(remedy);
        });
  }

  static void doubtful(List<Finding> findings, String what, String remedy) {
    assertThat(findings)
        .anySatisfy(finding -> {
          assertThat(finding).isInstanceOf(Doubtful.class);
          assertThat(finding.what()).contains(what);
          assertThat(((Doubtful) finding).remedy()).contains(remedy);
        });
  }

  static void right(List<Finding> findings) {
    assertThat(findings).isNotEmpty().allMatch(Right.class::isInstance);
  }

  /// Servers take in some changes a moment after they have acknowledged them.
  static void soon(
      Supplier<List<Finding>> look, java.util.function.Consumer<List<Finding>> expected) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      List<Finding> findings = look.get();
      try {
        expected.accept(findings);
        return;
      } catch (AssertionError e) {
        if (System.nanoTime() > deadline) throw e;
      }
    }
  }
}
