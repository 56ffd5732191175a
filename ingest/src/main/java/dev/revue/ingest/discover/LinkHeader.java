package dev.revue.ingest.discover;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One link of a `Link` header (RFC 8288).
///
/// @param rel its relations, in lower case
/// @param type what is there; empty where it does not say
record LinkHeader(String target, Set<String> rel, String type) {
  private static final int LONGEST = 16 << 10;
  private static final Pattern LINK = Pattern.compile("<([^<>]*)>([^<]*)");
  private static final Pattern REL = parameter("rel");
  private static final Pattern TYPE = parameter("type");

  /// Those that speak of this document, in order. A link that speaks of another one (`anchor`) says
  /// nothing of it.
  static List<LinkHeader> all(String header) {
    var found = new ArrayList<LinkHeader>();
    if (header.isEmpty() || header.length() > LONGEST) return found;
    Matcher link = LINK.matcher(header);
    while (link.find()) {
      String parameters = link.group(2);
      if (parameters.toLowerCase(Locale.ROOT).contains("anchor=")) continue;
      String relations = value(REL, parameters).toLowerCase(Locale.ROOT).strip();
      Set<String> rel = Set.copyOf(List.of(relations.split("\\s+")));
      found.add(new LinkHeader(link.group(1), rel, value(TYPE, parameters)));
    }
    return found;
  }

  private static Pattern parameter(String name) {
    return Pattern.compile(
        ";\\s*" + name + "\\s*=\\s*(?:\"([^\"]*)\"|([^\\s\";,]+))", Pattern.CASE_INSENSITIVE);
  }

  private static String value(Pattern parameter, String parameters) {
    Matcher matcher = parameter.matcher(parameters);
    if (!matcher.find()) return "";
    return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
  }
}
