package dev.revue.embedded.analysis;

import org.elasticsearch.common.settings.Settings;

/// Settings that have no default.
final class Required {
  private Required() {}

  static String get(Settings settings, String name) {
    var value = settings.get(name);
    if (value == null) throw new IllegalArgumentException("[" + name + "] is missing");
    return value;
  }
}
