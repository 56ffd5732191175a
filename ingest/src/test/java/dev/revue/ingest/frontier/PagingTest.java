package dev.revue.ingest.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.ingest.url.CanonicalUrl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagingTest {
  @ParameterizedTest
  @CsvSource({
    "/reviews, /reviews?page=2, true",
    "/reviews/, /reviews?page=2, true",
    "/reviews?page=2, /reviews?page=3, true",
    "/reviews?page=2, /reviews/, true",
    "/reviews?sort=new, /reviews?sort=new&page=2, true",
    "/reviews?sort=new, /reviews?page=2&sort=new, true",
    "/reviews, /reviews/page/2, true",
    "/reviews, /reviews/page/2/, true",
    "/reviews/page/2/, /reviews/page/3/, true",
    "/reviews/, /reviews/p2, true",
    "/reviews/, /reviews/2, true",
    "/reviews/2, /reviews/3, true",
    "/reviews?q=a, /reviews/page/2?q=a, true",
    "/, /page/2, true",
    "/, /?paged=2, true",
    "/reviews, /reviews?sort=old, false",
    "/reviews, /reviews?sort=old&page=2, false",
    "/reviews?sort=new, /reviews?page=2, false",
    "/reviews, /films?page=2, false",
    "/reviews, /reviews/heat, false",
    "/reviews, /reviews/1984, false",
    "/calendar, /calendar/2031, false",
    "/calendar/2031/5, /calendar/2031/5/17, false",
    "/reviews, /reviews/page/2/heat, false",
    "/reviews, /reviews?page=first, false",
    "/reviews, https://other.example/reviews?page=2, false",
  })
  void aPartOfTheListDiffersInItsNumberOnly(String list, String to, boolean continues) {
    CanonicalUrl from = CanonicalUrl.parse("https://example.org" + list).orElseThrow();
    assertThat(new Paging(from).continues(from.resolve(to).orElseThrow())).isEqualTo(continues);
  }
}
