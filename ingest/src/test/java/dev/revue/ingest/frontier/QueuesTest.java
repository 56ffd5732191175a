package dev.revue.ingest.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Both queues against a model that is nothing but a map.
class QueuesTest {
  /// What is done to a queue: to whom, and until when it waits; not at all where `at` is negative.
  record Move(int who, int at, boolean await) {}

  private record Waiting(int at, int depth, String url) {
    static final Comparator<Waiting> ORDER =
        Comparator.comparingInt(Waiting::at)
            .thenComparingInt(Waiting::depth)
            .thenComparing(Waiting::url);
  }

  @Property(tries = 300)
  void rowsComeInTheOrderInWhichTheyAreDue(@ForAll("moves") List<Move> moves) {
    var codec = new RowCodec(new Words());
    var rows = new Rows();
    var model = new HashMap<String, Waiting>();
    var awaited = new HashMap<String, Boolean>();
    for (Move move : moves) {
      String url = "https://h/" + move.who;
      int depth = move.who % 3;
      byte[] key = url.getBytes(StandardCharsets.UTF_8);
      int slot = rows.slot(key);
      byte[] packed = codec.pack(new UrlRow(url, Kind.PAGE, depth, 0, 0, "s", Instant.EPOCH, null));
      if (slot == Rows.NONE) slot = rows.add(packed);
      else if (move.await) rows.replace(slot, packed);
      if (move.at < 0) {
        rows.rest(slot);
        model.remove(url);
        awaited.remove(url);
      } else {
        rows.wait(slot, move.at, move.await);
        model.put(url, new Waiting(move.at, depth, url));
        awaited.put(url, move.await);
      }
      assertThat(rows.slot(key)).isEqualTo(slot);
      assertThat(rows.waiting()).isEqualTo(model.size());
      assertThat(rows.due(15)).isEqualTo(model.values().stream().filter(w -> w.at <= 15).count());
      assertThat(rows.awaited()).isEqualTo((int) awaited.values().stream().filter(w -> w).count());
    }
    var drained = new ArrayList<String>();
    while (rows.waiting() > 0) {
      int slot = rows.first();
      drained.add(codec.unpack(rows.row(slot)).url());
      rows.rest(slot);
    }
    assertThat(drained)
        .isEqualTo(model.values().stream().sorted(Waiting.ORDER).map(Waiting::url).toList());
    assertThat(rows.awaited()).isZero();
  }

  @Property(tries = 300)
  void sitesComeInTheOrderOfTheirTimes(@ForAll("moves") List<Move> moves) {
    var partition = new Partition(0, new RobotsMemory());
    var wakes = new Wakes();
    var model = new HashMap<Site, Long>();
    for (Move move : moves) {
      Site site = partition.site("s" + move.who);
      if (move.at < 0) {
        wakes.remove(site);
        model.remove(site);
      } else {
        wakes.set(site, move.at);
        model.put(site, (long) move.at);
      }
    }
    var drained = new ArrayList<Long>();
    for (Site first = wakes.first(); first != null; first = wakes.first()) {
      assertThat(model.remove(first)).isEqualTo(first.wakeAt);
      drained.add(first.wakeAt);
      wakes.remove(first);
    }
    assertThat(drained).isSorted();
    assertThat(model).isEqualTo(Map.of());
  }

  @Provide
  Arbitrary<List<Move>> moves() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 40),
            Arbitraries.integers().between(-10, 30),
            Arbitraries.of(true, false))
        .as(Move::new)
        .list()
        .ofMaxSize(200);
  }
}
