package dev.revue.ingest.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.ingest.url.CanonicalUrl;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReservationsMemoryTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final String RULE = "{\"location\": \"/a\", \"tdm-reservation\": 1}";

  private final Site site = new Site("a.org", new Partition(0, new RobotsMemory()));

  @Test
  void aFileIsKeptInFewBytesAndASiteWithoutOneInNearlyNone() {
    String text = "[" + RULE + (", " + RULE).repeat(999) + "]";
    put("a.org", text, NOW);
    put("b.a.org", null, NOW);
    assertThat(site.tdmrep("a.org:443")).contains(text);
    assertThat(site.tdmrep("b.a.org:443")).isEmpty();
    assertThat(site.usage(url("https://a.org/a/b"))).isEqualTo(Map.of("tdm", "tdmrep.json"));
    assertThat(site.usage(url("https://a.org/c"))).isEmpty();
    assertThat(site.usage(url("https://b.a.org/a"))).isEmpty();
    assertThat(site.reservations().get("a.org:443").length).isLessThan(text.length() / 10);
    assertThat(site.reservations().get("b.a.org:443")).hasSize(8);
  }

  @Test
  void holdsUntilItsTime() {
    put("a.org", null, NOW);
    assertThat(site.knowsReservations("a.org:443", NOW.minusNanos(1))).isTrue();
    assertThat(site.knowsReservations("a.org:443", NOW)).isFalse();
    assertThat(site.knowsReservations("b.a.org:443", NOW.minusNanos(1))).isFalse();
  }

  @Test
  void ofManyServersThoseAreForgottenWhoseAnswersEndFirst() {
    int servers = Site.MOST_SERVERS + 10;
    for (int i = 0; i < servers; i++) put(i + ".a.org", "[" + RULE + "]", NOW.plusSeconds(i));
    assertThat(site.reservations()).hasSize(Site.MOST_SERVERS);
    assertThat(site.tdmrep("9.a.org:443")).isEmpty();
    assertThat(site.tdmrep("10.a.org:443")).isPresent();
    put("10.a.org", null, NOW.plusSeconds(servers)); // one that is known takes nobody's place
    assertThat(site.reservations()).hasSize(Site.MOST_SERVERS).containsKey("11.a.org:443");
  }

  private void put(String host, @Nullable String text, Instant until) {
    CanonicalUrl file = url("https://" + host + "/.well-known/tdmrep.json");
    site.reserve(file.server(), ReservationsMemory.pack(new TdmRow(file.text(), text, until)));
  }

  private static CanonicalUrl url(String text) {
    return CanonicalUrl.parse(text).orElseThrow();
  }
}
