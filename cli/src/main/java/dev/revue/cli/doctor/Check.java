package dev.revue.cli.doctor;

import java.util.List;

/// One look at one thing. It changes nothing.
interface Check {
  /// What is looked at, as a line would begin: `the consumer groups`.
  String subject();

  /// What to do where it does not answer in time.
  String remedyIfLate();

  List<Finding> look() throws Exception;

  /// How to look.
  interface Look {
    List<Finding> look() throws Exception;
  }

  static Check of(String subject, String remedyIfLate, Look look) {
    return new Check() {
      @Override
      public String subject() {
        return subject;
      }

      @Override
      public String remedyIfLate() {
        return remedyIfLate;
      }

      @Override
      public List<Finding> look() throws Exception {
        return look.look();
      }
    };
  }
}
