package dev.revue.e2e;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/// Runs container tests where a Docker engine answers, and says loudly where none does.
final class DockerEngine implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (DockerClientFactory.instance().isDockerAvailable()) {
      return ConditionEvaluationResult.enabled("a Docker engine answers");
    }
    if (context.getTestMethod().isEmpty()) {
      System.out.println(
          """

          ################################################################################
          ##  CONTAINER TESTS LEFT OUT: no Docker engine answers. Start one and run      ##
          ##  mvn verify again to test against the public images of Kafka and            ##
          ##  Elasticsearch.                                                             ##
          ################################################################################
          """);
    }
    return ConditionEvaluationResult.disabled("no Docker engine answers");
  }
}
