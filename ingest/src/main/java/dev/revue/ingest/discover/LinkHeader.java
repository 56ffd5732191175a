package dev.revue.ingest.discover;

import dev.revue.ingest.url.CanonicalUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the `Link` header (RFC 8288) of a response.
final class LinkHeader {
  private static final int LONGEST = 16 << 10;
  private static final Pattern LINK = Pattern.compile("<([^<>]*)>([^<]*)");
  private static final Pattern REL =
      Pattern.compile(";\\s*rel\\s*=\\s*(?:\"([^\"]*)\"|([^\\s\";,]+))", Pattern.CASE_INSENSITIVE);

  private LinkHeader() {}

  /// Where the response says that the document belongs. A link that speaks of another document
  /// (`anchor`) says nothing of this one.
  static List<CanonicalUrl> canonical(CanonicalUrl url, String header) {
    var found = new ArrayList<CanonicalUrl>();
    if (header.isEmpty() || header.length() > LONGEST) return found;
    Matcher link = LINK.matcher(header);
    while (link.find()) {
      String parameters = link.group(2);
      Matcher rel = REL.matcher(parameters);
      if (!rel.find() || parameters.toLowerCase(Locale.ROOT).contains("anchor=")) continue;
      String relations = rel.group(1) == null ? rel.group(2) : rel.group(1);
      if (List.of(relations.toLowerCase(Locale.ROOT).strip().split("\\s+")).contains("canonical")) {
        url.resolve(link.group(1)).ifPresent(found::add);
      }
    }
    return found;
  }
}
