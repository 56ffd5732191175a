package dev.revue.ingest.render;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Runs browser tests where Chromium is installed, and says loudly where it is not.
public final class NeedsChromium implements ExecutionCondition {
  private static final AtomicBoolean SAID = new AtomicBoolean();

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (Chromium.find().isPresent()) {
      return ConditionEvaluationResult.enabled("Chromium is on the PATH");
    }
    if (!SAID.getAndSet(true)) {
      System.out.println(
          "## BROWSER TESTS LEFT OUT: no chromium on the PATH. Install it (Debian: apt install chromium) and run mvn verify again.");
    }
    return ConditionEvaluationResult.disabled("no chromium on the PATH");
  }
}
