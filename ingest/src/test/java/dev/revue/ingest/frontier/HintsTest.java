package dev.revue.ingest.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HintsTest {
  private static final Instant NOW = Instant.parse("2026-11-29T00:00:00Z");

  private final Hints hints = new Hints();
  private final Partition partition = new Partition(0, new RobotsMemory());

  @Test
  void aDomainThatAlwaysSaysNowCostsAFewVisitsADay() {
    int visits = 0;
    for (int hour = 0; hour < 72; hour++) {
      for (int page = 0; page < 1_000; page++) visits += visit("a.org", page, hour, false);
    }
    assertThat(visits).isEqualTo(3 * Hints.FIRST);
  }

  @Test
  void aDomainThatIsRightIsSoonBelievedForAllItsPages() {
    int visits = 0;
    for (int hour = 0; hour < 10; hour++) {
      for (int page = 0; page < 100; page++) visits += visit("a.org", page, hour, true);
    }
    assertThat(visits).isEqualTo(1_000);
  }

  @Test
  void whatIsUnderWayIsNotYetRight() {
    int followed = 0;
    for (int page = 0; page < 100; page++) {
      if (hints.follow(site("a.org"), "https://a.org/" + page, NOW)) followed++;
    }
    assertThat(followed).isEqualTo(Hints.FIRST);
    for (int page = 0; page < 100; page++)
      hints.looked(site("a.org"), "https://a.org/" + page, true);
    assertThat(hints.follow(site("a.org"), "https://a.org/", NOW)).isTrue();
  }

  @Test
  void changesThatNobodyForetoldProveNothingAndDomainsDoNotAnswerForEachOther() {
    for (int page = 0; page < 100; page++) visit("a.org", page, 0, false);
    for (int page = 0; page < 100; page++)
      hints.looked(site("a.org"), "https://a.org/other" + page, true);
    assertThat(hints.follow(site("a.org"), "https://a.org/", NOW)).isFalse();
    assertThat(hints.follow(site("b.org"), "https://b.org/", NOW)).isTrue();
  }

  private int visit(String domain, int page, int hour, boolean changed) {
    String url = "https://" + domain + "/" + page;
    if (!hints.follow(site(domain), url, NOW.plus(Duration.ofHours(hour)))) return 0;
    hints.looked(site(domain), url, changed);
    return 1;
  }

  private Site site(String domain) {
    return partition.site(domain);
  }
}
