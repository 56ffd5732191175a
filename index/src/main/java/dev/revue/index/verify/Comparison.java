package dev.revue.index.verify;

import dev.revue.index.contract.IndexKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The log and one index, document by document.
///
/// @param log count and checksum at the fence
/// @param index count and checksum as found
/// @param changing documents that changed after the fence; the index has one of their versions, but
///   the checksums need not agree
public record Comparison(
    IndexKind kind, Checksum log, Checksum index, long changing, List<Difference> differences) {

  public static Comparison of(LogFold log, Snapshot index, IndexKind kind) {
    Map<String, Standing> said = log.fenced(kind);
    var logSum = new Checksum();
    said.forEach(logSum::add);
    var indexSum = new Checksum();
    var differences = new ArrayList<Difference>();
    var seen = new HashSet<String>(said.size() * 2);
    index.forEach((id, found) -> {
      seen.add(id);
      indexSum.add(id, found);
      if (!log.allows(kind, id, found)) differences.add(judge(kind, id, said.get(id), found));
    });
    long changing = 0;
    for (Map.Entry<String, Standing> entry : said.entrySet()) {
      String id = entry.getKey();
      if (log.changes(kind, id)) changing++;
      if (!seen.contains(id))
        differences.add(new Difference.Missing(kind, id, entry.getValue().version()));
    }
    return new Comparison(kind, logSum, indexSum, changing, List.copyOf(differences));
  }

  /// With those differences only.
  Comparison among(Set<Difference> some) {
    return new Comparison(
        kind, log, index, changing, differences.stream().filter(some::contains).toList());
  }

  private static Difference judge(
      IndexKind kind, String id, @Nullable Standing said, Standing found) {
    if (said == null) return new Difference.Unexpected(kind, id, found.version());
    return said.sameVersion(found)
        ? new Difference.OtherContent(kind, id, said.version())
        : new Difference.OtherVersion(kind, id, said.version(), found.version());
  }
}
