package dev.revue.ingest.frontier;

import dev.revue.ingest.url.CanonicalUrl;
import java.util.regex.Pattern;

/// Tells the further parts of a list from what it lists.
final class Paging {
  /// Lists without an end exist.
  static final int MOST = 500;

  private static final Pattern QUERY =
      Pattern.compile("(.*&)?(page|paged|pg|p|seite|pagina|offset|start)=\\d{1,6}(&.*)?");
  private static final Pattern PATH = Pattern.compile("/?((page|p|seite|pagina)[/-]?)?\\d{1,4}/?");

  private Paging() {}

  /// Whether `to` is another part of the list at `list`: same path with a page number in the query,
  /// or one more path segment that is a page number.
  static boolean continues(CanonicalUrl list, CanonicalUrl to) {
    if (!list.sameServer(to)) return false;
    if (QUERY.matcher(to.query()).matches()) return bare(list).equals(bare(to));
    if (!to.query().isEmpty()) return false;
    String base = stem(list);
    String path = to.path();
    return path.startsWith(base) && PATH.matcher(path.substring(base.length())).matches();
  }

  private static String bare(CanonicalUrl url) {
    String path = url.path();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /// The list's path without its own page number.
  private static String stem(CanonicalUrl list) {
    return bare(list).replaceFirst("/(page|p|seite|pagina)[/-]?\\d{1,4}$", "") + "/";
  }
}
