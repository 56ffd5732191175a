package dev.revue.search.web;

import org.jspecify.annotations.Nullable;

/// What went wrong, for JSON.
///
/// @param parameter the one that is wrong; null where none is
record Problem(int status, @Nullable String parameter, String message) {
  static Problem of(int status, String message) {
    return new Problem(status, null, message);
  }
}
