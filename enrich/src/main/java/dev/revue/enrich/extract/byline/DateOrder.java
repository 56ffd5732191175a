package dev.revue.enrich.extract.byline;

import java.util.Locale;
import java.util.Set;

/// Which of two numbers such as `3/5/2024` is the day, by the language and the country of a page.
enum DateOrder {
  DAY_FIRST,
  MONTH_FIRST,
  /// Only dates that can be read in one way are dates.
  UNKNOWN;

  private static final Set<String> NO_COUNTRY =
      Set.of("com", "org", "net", "info", "io", "co", "ai", "app", "dev", "tv", "blog", "example");
  private static final Set<String> AMERICAN = Set.of("us", "gov", "edu", "mil");

  /// @param declared `lang` of the page as it stands there; may be empty
  /// @param site host of the page
  static DateOrder of(String declared, String site) {
    String tag = declared.strip().toLowerCase(Locale.ROOT).replace('_', '-');
    String top = site.substring(site.lastIndexOf('.') + 1);
    boolean country = top.length() == 2 && !NO_COUNTRY.contains(top);
    if (AMERICAN.contains(top) || tag.equals("en-us")) return MONTH_FIRST;
    if (tag.equals("en-ca")) return UNKNOWN;
    if (tag.startsWith("en-")) return DAY_FIRST;
    if (tag.equals("en")) return country ? DAY_FIRST : MONTH_FIRST;
    return tag.isEmpty() && !country ? UNKNOWN : DAY_FIRST;
  }
}
