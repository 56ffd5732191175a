package dev.revue.search.web;

import dev.revue.search.query.Parameters;
import java.util.Optional;

/// One kind of address. `{}` at the end of the template stands for one segment of the path.
///
/// @param template bounded in number, so it can label a metric
record Route(String template, Handler handler) {
  private static final String VARIABLE = "{}";

  interface Handler {
    /// @param segment what stands for `{}`; empty where the template has none
    Answer answer(String segment, Parameters parameters);
  }

  /// The segment that stands for `{}`; absent where the path is of another kind.
  Optional<String> match(String path) {
    if (!template.endsWith(VARIABLE)) {
      return path.equals(template) ? Optional.of("") : Optional.empty();
    }
    String prefix = template.substring(0, template.length() - VARIABLE.length());
    if (!path.startsWith(prefix)) return Optional.empty();
    String segment = path.substring(prefix.length());
    return segment.isEmpty() || segment.contains("/") ? Optional.empty() : Optional.of(segment);
  }
}
