package dev.revue.e2e;

import dev.revue.common.event.Ids;
import dev.revue.common.event.ItemScore.Tally;
import dev.revue.common.event.PageEvent;
import dev.revue.common.event.PageEvent.PageFetched;
import dev.revue.common.event.PageEvent.PageGone;
import dev.revue.common.event.Version;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What some sites said over time, made up from a seed: pages that change their reviews, drop them,
/// name another title, go and come back. It knows by itself, without any code of a stage, what must
/// be found in the end.
final class SiteHistory {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final int SITES = 6;
  private static final int PAGES = 30;
  private static final int TITLES = 14;
  private static final int YEAR = 1999;

  /// What one page says about one title.
  ///
  /// @param stars of five
  /// @param words that no other edition of any review has
  record Opinion(String title, int stars, String words) {}

  /// A review that must be found.
  ///
  /// @param fetch the version of its page, without the revision that enrich adds
  record Standing(String id, Version fetch, String itemId, int score, String words) {}

  /// One event, and what decides its partition.
  record Seen(String site, PageEvent event) {}

  private final Random random;
  private final String space;
  private final List<String> titles;
  private final List<Seen> events = new ArrayList<>();
  private final Map<String, List<Opinion>> pages = new TreeMap<>();
  private final Map<String, Version> versions = new TreeMap<>();
  private final Map<String, Standing> standing = new TreeMap<>();
  private final Map<String, Version> removed = new TreeMap<>();
  private final Map<String, Set<String>> reviewsOf = new TreeMap<>();
  private Instant now = BEGIN;

  private SiteHistory(long seed, String space) {
    this.random = new Random(seed);
    this.space = space;
    this.titles = random.ints(TITLES, 0, 1 << 20).mapToObj(SiteHistory::title).distinct().toList();
  }

  /// @param space a name of letters and digits: histories of other spaces share no pages
  static SiteHistory of(long seed, String space, int steps) {
    var history = new SiteHistory(seed, space);
    for (int i = 0; i < steps; i++) history.step();
    return history;
  }

  /// In the order in which they are to be written; some come twice, as from a writer that sends at
  /// least once.
  List<Seen> events() {
    return events;
  }

  /// By id, the reviews that must be found.
  Map<String, Standing> standing() {
    return standing;
  }

  /// By id, the reviews that must not be found, with the version that removed them.
  Map<String, Version> removed() {
    return removed;
  }

  /// By id, the critics' tally of every title of these reviews.
  static Map<String, Tally> titles(Collection<Standing> reviews) {
    return reviews.stream()
        .collect(
            Collectors.groupingBy(
                Standing::itemId,
                TreeMap::new,
                Collectors.collectingAndThen(Collectors.toList(), SiteHistory::tally)));
  }

  private static Tally tally(List<Standing> reviews) {
    var histogram = new ArrayList<>(Tally.none().histogram());
    long sum = 0;
    for (Standing one : reviews) {
      sum += one.score * 100L;
      int band = Math.min(one.score / 10, Tally.BANDS - 1);
      histogram.set(band, histogram.get(band) + 1);
    }
    return new Tally(reviews.size(), reviews.size(), sum, histogram);
  }

  /// One page is fetched again and says something else, as a rule.
  private void step() {
    int number = random.nextInt(PAGES);
    String site = space + "-site" + number % SITES + ".example";
    String url = "https://" + site + "/reviews/" + space + number;
    List<Opinion> before = pages.getOrDefault(url, List.of());
    List<Opinion> after = changed(before, events.size());
    now = now.plus(Duration.ofMillis(random.nextInt(3))); // often the same millisecond
    Version version = Version.next(now, versions.getOrDefault(url, Version.none()));
    versions.put(url, version);
    pages.put(url, after);
    settle(url, version, after);
    boolean gone = after.isEmpty() && random.nextBoolean();
    var seen = new Seen(site, gone ? gone(url, version, now) : page(url, version, now, after));
    events.add(seen);
    if (random.nextInt(8) == 0) events.add(seen);
    // Late and stale: what this or another page said long ago.
    if (random.nextInt(10) == 0) events.add(events.get(random.nextInt(events.size())));
  }

  private List<Opinion> changed(List<Opinion> before, int edition) {
    String words = "edition " + space + edition + " of it";
    var after = new ArrayList<>(before);
    int at = before.isEmpty() ? 0 : random.nextInt(before.size());
    switch (before.isEmpty() ? 9 : random.nextInt(12)) {
      case 0 -> after.clear();
      case 1, 2 -> after.remove(at);
      case 3, 4 -> after.set(at, new Opinion(before.get(at).title, stars(), words));
      case 5 -> after.set(at, new Opinion(before.get(at).title, before.get(at).stars, words));
      case 6, 7, 8 -> move(after, at, words);
      default -> {
        if (after.size() < 4) after.add(new Opinion(anyTitle(), stars(), words));
      }
    }
    var distinct = new TreeMap<String, Opinion>();
    after.forEach(opinion -> distinct.put(opinion.title, opinion));
    return List.copyOf(distinct.values());
  }

  /// To another title; what a page with one review says stays one review by that.
  private void move(List<Opinion> opinions, int at, String words) {
    opinions.set(at, new Opinion(anyTitle(), opinions.get(at).stars, words));
  }

  private int stars() {
    return 1 + random.nextInt(5);
  }

  private String anyTitle() {
    return titles.get(random.nextInt(titles.size()));
  }

  private void settle(String url, Version version, List<Opinion> opinions) {
    var after = new TreeMap<String, Standing>();
    for (Opinion one : opinions) {
      // The only review of a page is named by the page, one of several by its title, too.
      String id = opinions.size() == 1 ? Ids.review(url) : Ids.review(url, one.title);
      String item = Ids.item("movie", one.title, YEAR);
      after.put(id, new Standing(id, version, item, one.stars * 20, one.words));
    }
    Set<String> given = reviewsOf.getOrDefault(url, Set.of());
    for (String id : given) {
      if (!after.containsKey(id)) removed.put(id, version);
    }
    standing.keySet().removeAll(given);
    standing.putAll(after);
    removed.keySet().removeAll(after.keySet());
    reviewsOf.put(url, after.keySet());
  }

  static PageEvent gone(String url, Version version, Instant at) {
    return new PageGone(url, version, at, "proof", "gone", List.of());
  }

  /// A page that says that, in mark-up and in words.
  static PageEvent page(String url, Version version, Instant at, List<Opinion> opinions) {
    String html =
        opinions.isEmpty() ? "<html><body><p>Nothing here.</p></body></html>" : html(opinions);
    return new PageFetched(
        url,
        version,
        at,
        "proof",
        200,
        Map.of(),
        "utf-8",
        html,
        HexFormat.of().formatHex(Ids.sha256(html.getBytes(StandardCharsets.UTF_8))),
        Map.of(),
        Map.of());
  }

  private static String html(List<Opinion> opinions) {
    String headline =
        opinions.size() == 1 ? opinions.getFirst().title + " review" : "This week: our reviews";
    var head = new StringBuilder();
    var body = new StringBuilder();
    for (Opinion one : opinions) {
      head.append(
          """
          <script type="application/ld+json">{"@type":"Review","author":{"name":"Mara Quill"},
          "itemReviewed":{"@type":"Movie","name":"%s","dateCreated":"%d"},"reviewBody":"We liked the %s.",
          "reviewRating":{"ratingValue":%d,"bestRating":5}}</script>
          """
              .formatted(one.title, YEAR, one.words, one.stars));
      body.append(
          "<p>The film opens on a quiet harbour, and this is the %s that we have written about the long storm.</p>"
              .formatted(one.words));
    }
    return "<!doctype html><html lang=en><head><title>%s</title>%s</head><body><article><h1>%s</h1>%s</article></body></html>"
        .formatted(headline, head, headline, body);
  }

  /// Two made-up words.
  private static String title(int number) {
    return word(number & 0x1ff, 3) + " " + word(number >>> 9, 4);
  }

  private static String word(int number, int length) {
    String[] syllables = {"ba", "ke", "lo", "mi", "nu", "ra", "se", "to"};
    var word = new StringBuilder();
    for (int rest = number, i = 0; i < length; rest >>>= 3, i++) word.append(syllables[rest & 7]);
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
