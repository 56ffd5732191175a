package dev.revue.ingest.robots;

import dev.revue.ingest.robots.Rule.Line;
import dev.revue.ingest.url.Percent;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The rules that one crawler has to follow: the longest that matches decides, and allows where two
/// are as long.
///
/// @param plain whether every path reads the same in both forms
record RuleSet(List<Rule> rules, boolean plain) {
  static final RuleSet NONE = of(List.of());

  static RuleSet of(List<Rule> rules) {
    boolean plain = rules.stream().allMatch(rule -> rule.written() == rule.compared());
    return new RuleSet(List.copyOf(rules), plain);
  }

  /// What was decided, and by which line; by none where no rule matches.
  record Decision(boolean allowed, Optional<Line> line) {}

  /// RFC 9309 wants escapes of plain characters undone before paths are compared; the parser most
  /// sites test with compares what is written. A path must pass both.
  ///
  /// @param target path and query as they are sent
  Decision decide(String target) {
    Decision written = decide(target, Rule::written);
    String compared = Percent.compared(target);
    boolean same = plain && compared.equals(target);
    return same || !written.allowed ? written : decide(compared, Rule::compared);
  }

  private Decision decide(String target, Function<Rule, PathPattern> form) {
    @Nullable Rule best = null;
    int longest = 0;
    for (Rule rule : rules) {
      PathPattern pattern = form.apply(rule);
      boolean tie = best != null && pattern.length() == longest && rule.allow() && !best.allow();
      if ((tie || pattern.length() > longest) && pattern.matches(target)) {
        best = rule;
        longest = pattern.length();
      }
    }
    return best == null
        ? new Decision(true, Optional.empty())
        : new Decision(best.allow(), Optional.of(best.line()));
  }
}
