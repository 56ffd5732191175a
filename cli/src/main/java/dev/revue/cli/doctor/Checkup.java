package dev.revue.cli.doctor;

import java.util.List;

/// Everything about one part of the surroundings. Where `first` finds something wrong the rest is
/// not looked at: ten checks that cannot connect would say nothing more.
interface Checkup extends AutoCloseable {
  String name();

  Check first();

  /// Asked for once, after `first` found nothing wrong. All run at the same time.
  List<Check> then();

  @Override
  default void close() {}
}
