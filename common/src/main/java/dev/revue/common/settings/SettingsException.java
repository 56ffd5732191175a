package dev.revue.common.settings;

import java.util.List;

/// Settings that cannot work; the message names each mistake on a line of its own, with its remedy.
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public SettingsException(List<String> mistakes) {
    super(String.join("\n", mistakes));
  }

  public SettingsException(String mistake) {
    this(List.of(mistake));
  }
}
