package dev.revue.common.health;

import java.util.Map;

/// Something of a stage to look at over HTTP. Called by any thread.
@FunctionalInterface
public interface View {
  Shown show() throws InterruptedException;

  /// @param type its media type
  /// @param headers further ones of the response
  record Shown(String type, Map<String, String> headers, String text) {}
}
