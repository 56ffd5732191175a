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

  private final CanonicalUrl list;
  private final String bare;

  /// The list's path without its own page number.
  private final String stem;

  private final List<String> parameters;
  private final List<String> others;

  Paging(CanonicalUrl list) {
    this.list = list;
    this.bare = bare(list);
    this.stem = OWN.matcher(bare).replaceFirst("") + "/";
    this.parameters = parameters(list);
    this.others = others(parameters);
  }

  /// Whether `to` is another part of the list: same path with another page number in the query, or
  /// with one more path segment that is a page number. All other parameters must be the same: the
  /// filters and orders of a list are no parts of it.
  boolean continues(CanonicalUrl to) {
    boolean here = bare(to).equals(bare);
    if (!list.sameServer(to) || !(here || to.path().startsWith(stem))) return false;
    List<String> its = parameters(to);
    List<String> otherwise = others(its);
    if (!otherwise.equals(others)) return false;
    if (here) return !its.equals(parameters);
    return its.equals(otherwise) && PATH.matcher(to.path().substring(stem.length())).matches();
  }

  private static List<String> parameters(CanonicalUrl url) {
    return url.query().isEmpty() ? List.of() : List.of(url.query().split("&"));
  }

  private static List<String> others(List<String> parameters) {
    if (parameters.isEmpty()) return parameters;
    return parameters.stream().filter(p -> !PARAMETER.matcher(p).matches()).toList();
  }

  private static String bare(CanonicalUrl url) {
    String path = url.path();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
