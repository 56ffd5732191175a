package dev.revue.index.verify;

import dev.revue.index.contract.IndexKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// The log and one index, document by document.
///
/// @param log count and checksum at the fence
/// @param index count and checksum as found
/// @param changing documents that changed after the fence; the index has one of their versions, but
///   the checksums need not agree
public record Comparison(
    IndexKind kind, Checksum log, Checksum index, long changing, List<Difference> differences) {

  /// How much must be the same.
  public enum Depth {
    VERSIONS,
    CONTENT
  }

  public static Comparison of(LogFold log, Snapshot index, IndexKind kind, Depth depth) {
    return of(log, index::forEach, kind, depth);
  }

  /// Only the documents that the log names.
  public static Comparison ofNamed(LogFold log, Snapshot index, IndexKind kind, Depth depth) {
    Set<String> ids = log.fenced(kind).keySet();
    return of(log, reader -> index.forEach(ids, reader), kind, depth);
  }

  private interface Scan {
    void forEach(java.util.function.BiConsumer<String, Standing> reader);
  }

  private static Comparison of(LogFold log, Scan index, IndexKind kind, Depth depth) {
    Map<String, Standing> said = log.fenced(kind);
    var logSum = new Checksum();
    said.forEach(logSum::add);
    var indexSum = new Checksum();
    var differences = new ArrayList<Difference>();
    var seen = new HashSet<String>(said.size() * 2);
    index.forEach((id, found) -> {
      seen.add(id);
      indexSum.add(id, found);
      if (!log.allows(kind, id, found))
        judge(kind, id, said.get(id), found, depth, differences::add);
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

  private static void judge(
      IndexKind kind,
      String id,
      @org.jspecify.annotations.Nullable Standing said,
      Standing found,
      Depth depth,
      Consumer<Difference> differences) {
    if (said == null) {
      differences.accept(new Difference.Unexpected(kind, id, found.version()));
    } else if (!said.sameVersion(found)) {
      differences.accept(new Difference.OtherVersion(kind, id, said.version(), found.version()));
    } else if (depth == Depth.CONTENT) {
      differences.accept(new Difference.OtherContent(kind, id, said.version()));
    }
  }

  public boolean same() {
    return differences.isEmpty();
  }
}
