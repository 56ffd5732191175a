package dev.revue.ingest.frontier;

import dev.revue.ingest.url.CanonicalUrl;
import java.util.List;
import java.util.regex.Pattern;

/// Tells the further parts of a list from what it lists.
final class Paging {
  /// Lists without an end exist.
  static final int MOST = 500;

  private static final Pattern PARAMETER =
      Pattern.compile(
          "(page|paged|pg|p|pageno|pagenum|page_num|currentpage|seite|pagina|offset|start)=\\d{1,6}");

  /// A number of four digits is a year: its lists are a calendar, and calendars have no end.
  private static final Pattern PATH =
      Pattern.compile("/?((page|p|seite|pagina)[/-]?\\d{1,4}|\\d{1,3})/?");

  private static final Pattern OWN =
      Pattern.compile("/((page|p|seite|pagina)[/-]?\\d{1,4}|\\d{1,3})$");

  private Paging() {}

  /// Whether `to` is another part of the list at `list`: same path with another page number in the
  /// query, or with one more path segment that is a page number. All other parameters must be the
  /// same: the filters and orders of a list are no parts of it.
  static boolean continues(CanonicalUrl list, CanonicalUrl to) {
    if (!list.sameServer(to) || !others(list).equals(others(to))) return false;
    if (bare(list).equals(bare(to))) return !parameters(list).equals(parameters(to));
    if (!others(to).equals(parameters(to))) return false;
    String base = stem(list);
    String path = to.path();
    return path.startsWith(base) && PATH.matcher(path.substring(base.length())).matches();
  }

  private static List<String> parameters(CanonicalUrl url) {
    return url.query().isEmpty() ? List.of() : List.of(url.query().split("&"));
  }

  private static List<String> others(CanonicalUrl url) {
    return parameters(url).stream().filter(p -> !PARAMETER.matcher(p).matches()).toList();
  }

  private static String bare(CanonicalUrl url) {
    String path = url.path();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /// The list's path without its own page number.
  private static String stem(CanonicalUrl list) {
    return OWN.matcher(bare(list)).replaceFirst("") + "/";
  }
}
