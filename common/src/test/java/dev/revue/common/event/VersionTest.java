package dev.revue.common.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class VersionTest {
  private static final long LATEST = Instant.parse("2500-01-01T00:00:00Z").toEpochMilli();

  @Test
  void tellsWhenThePageWasFetched() {
    Instant now = Instant.parse("2026-11-20T10:00:00.123Z");

    assertThat(Version.next(now, Version.none()).time()).isEqualTo(now);
  }

  @Property
  void risesEvenWhereTheClockFellBack(
      @ForAll @LongRange(max = 1L << 43) long first,
      @ForAll @LongRange(max = 1L << 43) long second) {
    Version one = Version.next(Instant.ofEpochMilli(first), Version.none());
    Version two = Version.next(Instant.ofEpochMilli(second), one.withRevision(2047));

    assertThat(two).isGreaterThan(one.withRevision(2047));
    assertThat(two.revision()).isZero();
  }

  @Property
  void aLaterRevisionIsNewerButNoNewerThanTheNextFetch(
      @ForAll @LongRange(max = 1L << 43) long millis, @ForAll @IntRange(max = 2046) int revision) {
    Version page = Version.next(Instant.ofEpochMilli(millis), Version.none());

    assertThat(page.withRevision(revision + 1)).isGreaterThan(page.withRevision(revision));
    assertThat(Version.next(Instant.ofEpochMilli(millis), page))
        .isGreaterThan(page.withRevision(2047));
  }

  @Test
  void hasRoomForCenturies() {
    assertThat(Version.next(Instant.ofEpochMilli(LATEST), Version.none()).value()).isPositive();
  }

  @Test
  void refusesRevisionsThatDoNotFit() {
    assertThatThrownBy(() -> Version.none().withRevision(2048)).hasMessageContaining("2048");
  }
}
