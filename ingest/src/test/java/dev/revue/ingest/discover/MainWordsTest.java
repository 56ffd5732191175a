package dev.revue.ingest.discover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/// How well copies are told from pages that merely look alike, on pages that are made as sites make
/// them: a template with menus, teasers and a box of facts around 60 to 600 words of review.
class MainWordsTest {
  private static final int FILMS = 300;
  private static final List<String> COMMON =
      List.of(
          "the of and a to in is it that as for with this on by but its at from film who his her has"
              .split(" "));

  private final Random random = new Random(5);

  @Test
  void copiesWithOtherDatesAdsAndCommentsAreFoundAndOtherReviewsAreNot() {
    var prints = new ArrayList<Long>();
    int found = 0;
    int worst = 0;
    for (int film = 0; film < FILMS; film++) {
      String title = "Title" + name() + " " + name();
      String review = review(title, 60 + random.nextInt(540));
      long print = print(page(title, review, "3 March 2024"));
      String edited = review.replaceFirst("\\. ", " (updated " + name() + "). ");
      long copy = print(page(title, edited, "17 October 2026"));
      int distance = Long.bitCount(print ^ copy);
      worst = Math.max(worst, distance);
      if (distance <= 6) found++;
      prints.add(print);
    }
    int pairs = 0;
    int mistaken = 0;
    for (int i = 0; i < FILMS; i++) {
      for (int j = 0; j < i; j++) {
        pairs++;
        if (Long.bitCount(prints.get(i) ^ prints.get(j)) <= 6) mistaken++;
      }
    }
    // 288 of 300, the worst at 8 bits: a short review with a sentence changed is another review.
    assertThat(found).as("copies found").isGreaterThanOrEqualTo(FILMS * 95 / 100);
    assertThat(worst).isLessThan(12);
    assertThat(mistaken).as("mistaken of %d pairs", pairs).isZero();
  }

  @Test
  void whatAllPagesOfASiteShareDoesNotCount() {
    String bare = "<body><article><p>" + review("X", 80) + "</p></article>";
    String text = bare.substring(bare.indexOf("<p>"));
    String dressed =
        "<body><header><h1>Site</h1></header><nav>Home Films</nav><div class='menu main'>More</div>"
            + "<article>"
            + text
            + "<ul class=Share-Buttons>tell all</ul></article>"
            + "<div id=comments>so true</div><script>var x = 'words'</script><aside>also</aside>"
            + "<a href=/x>another review</a><footer>since ever</footer>";
    assertThat(print(dressed)).isEqualTo(print(bare)).isNotZero();
  }

  @Test
  void aWrapperThatNamesItsSidebarIsRead() {
    String page = "<body><div class='content with-sidebar has-comments'>" + review("X", 80);
    assertThat(print(page)).isNotZero();
  }

  @Test
  void aDeepPageEnds() {
    assertThat(print("<div><header>".repeat(20_000) + review("X", 80))).isZero();
  }

  private static long print(String html) {
    return MainWords.fingerprint(Jsoup.parse(html));
  }

  private String page(String title, String review, String date) {
    String teasers =
        IntStream.range(0, 12)
            .mapToObj(i -> "<li><a href=/r" + i + ">" + name() + " " + name() + "</a> new")
            .collect(Collectors.joining());
    return "<!doctype html><head><title>"
        + title
        + "</title></head><body><header>The Review Site</header>"
        + "<nav><ul><li><a href=/>Home</a><li><a href=/f>Films</a></ul></nav><main><article><h1>"
        + title
        + "</h1><p class=byline>Reviewed by Jane Doe on <span>"
        + date
        + "</span></p>"
        + "<p>Our reviewers buy their own tickets and never talk to anybody before they write.</p>"
        + "<div class='ad-slot'>"
        + name()
        + " "
        + name()
        + " now on sale</div><p>"
        + review
        + "</p>"
        + "<p>Rating: "
        + random.nextInt(10)
        + " of 10. What our numbers mean is explained elsewhere.</p>"
        + "</article><section class=related-reviews><ul>"
        + teasers
        + "</ul></section>"
        + "<section id=comments>"
        + review(name(), 40 + random.nextInt(200))
        + "</section></main>"
        + "<footer>All rights reserved</footer>";
  }

  /// Half of it common words, as texts are.
  private String review(String title, int words) {
    return IntStream.range(0, words)
            .mapToObj(i ->
                i % 40 == 39
                    ? title + "."
                    : i % 2 == 0 ? COMMON.get(random.nextInt(COMMON.size())) : name())
            .collect(Collectors.joining(" "))
        + ". The end.";
  }

  private String name() {
    var name = new StringBuilder();
    for (int i = 4 + random.nextInt(4); i > 0; i--)
      name.append((char) ('a' + random.nextInt(random.nextInt(26) + 1)));
    return name.toString();
  }
}
