package dev.revue.index.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.event.Version;
import dev.revue.index.bulk.BulkEndpoint.Reply;
import dev.revue.index.bulk.BulkWriter.Resolved;
import dev.revue.index.bulk.Outcome.Applied;
import dev.revue.index.bulk.Outcome.Rejected;
import dev.revue.index.bulk.Outcome.Superseded;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BulkWriterTest {
  private static final Version V = new Version(7);

  private final MemoryIndex index = new MemoryIndex();
  private final List<Resolved<String>> resolved = new ArrayList<>();
  private Instant now = Instant.EPOCH;

  @Test
  void waitsForABulkToFillButNotLongerThanItsLinger() {
    var writer = writer(3, 1 << 20);
    add(writer, "a", "b");
    writer.send();
    assertThat(index.bodies).isEmpty();
    add(writer, "c");
    writer.send();
    assertThat(index.bodies).hasSize(1);
    resolved.addAll(writer.collect(Duration.ZERO));
    add(writer, "d");
    now = now.plusMillis(50);
    writer.send();
    assertThat(index.bodies).hasSize(2);
  }

  @Test
  void startsABulkBeforeItOutgrowsItsBytes() {
    var writer = writer(1_000, 400);
    for (int i = 0; i < 10; i++) add(writer, "id" + i);
    drive(writer);
    assertThat(index.bodies).hasSizeGreaterThan(2).allMatch(body -> body.length() <= 400);
    assertThat(index.versions).hasSize(10);
  }

  @Test
  void countsAnOlderVersionAsSuperseded() {
    index.versions.put("a", 8L);
    var writer = writer(10, 1 << 20);
    add(writer, "a", "b");
    drive(writer);
    assertThat(resolved)
        .containsExactlyInAnyOrder(
            new Resolved<>("a", new Superseded()), new Resolved<>("b", new Applied()));
  }

  @Test
  void rejectsABadDocumentAndAppliesItsNeighbours() {
    index.itemPoison.add("b");
    var writer = writer(10, 1 << 20);
    add(writer, "a", "b", "c");
    drive(writer);
    assertThat(index.versions).containsOnlyKeys("a", "c");
    assertThat(resolved)
        .contains(
            new Resolved<>(
                "b", new Rejected("rejected-document", "document_parsing_exception: bad")));
  }

  @Property(tries = 500)
  void findsWhateverFailsAWholeRequestInFewRequests(
      @ForAll @IntRange(min = 1, max = 300) int documents,
      @ForAll @Size(min = 1, max = 5) Set<@IntRange(min = 0, max = 299) Integer> at,
      @ForAll @IntRange(min = 1, max = 4) int inFlight) {
    var fresh = new BulkWriterTest();
    for (int one : at) fresh.index.requestPoison.add("id" + one % documents);
    int culprits = fresh.index.requestPoison.size();
    var writer = fresh.writer(documents, 1 << 20, inFlight);
    for (int i = 0; i < documents; i++) fresh.add(writer, "id" + i);
    fresh.drive(writer);
    int extra = fresh.index.bodies.size() - 1;
    int allowed = 2 * (int) Math.ceil(Math.log(documents) / Math.log(2)) + 1;
    assertThat(extra).isLessThanOrEqualTo(culprits * allowed);
    assertThat(fresh.index.versions).hasSize(documents - culprits);
    assertThat(fresh.resolved)
        .hasSize(documents)
        .filteredOn(r ->
            r.outcome() instanceof Rejected(var reason, _) && reason.equals("rejected-request"))
        .extracting(Resolved::origin)
        .containsExactlyInAnyOrderElementsOf(fresh.index.requestPoison);
  }

  @Test
  void letsOthersGoBesideTheSearchForACulprit() {
    index.requestPoison.add("id0");
    var writer = writer(8, 1 << 20, 2);
    for (int i = 0; i < 8; i++) add(writer, "id" + i);
    writer.send();
    resolved.addAll(writer.collect(Duration.ZERO));
    for (int i = 8; i < 16; i++) add(writer, "id" + i);
    writer.send();
    assertThat(index.bodies.stream().map(b -> MemoryIndex.actions(b).size()).toList())
        .containsExactly(8, 4, 8);
    drive(writer);
    assertThat(index.versions).hasSize(15);
  }

  @Test
  void parksADocumentThatIsTooLargeByItself() {
    index.largest = 70_000;
    var writer = writer(10, 1 << 20);
    add(writer, "a", "b");
    writer.add("big", operation("big", "x".repeat(80_000)));
    drive(writer);
    assertThat(index.versions).containsOnlyKeys("a", "b");
    assertThat(resolved)
        .anyMatch(
            r -> r.outcome() instanceof Rejected(var reason, _) && reason.equals("oversized"));
  }

  @Test
  void holdsWhereNotEvenSmallDocumentsAreTaken() {
    index.largest = 100;
    var writer = writer(10, 1 << 20);
    add(writer, "a", "b");
    turns(writer, 100);
    assertThat(resolved).isEmpty();
    assertThat(writer.obstacle()).hasValueSatisfying(o -> assertThat(o).contains("raise"));
    index.largest = Integer.MAX_VALUE;
    drive(writer);
    assertThat(index.versions).containsOnlyKeys("a", "b");
  }

  @Test
  void holdsWhereAProxyAnswersInsteadOfElasticsearch() {
    for (int i = 0; i < 3; i++)
      index.faults.add(_ -> new Reply.Answered(400, "<html>Bad Request</html>"));
    var writer = writer(10, 1 << 20);
    add(writer, "a", "b");
    drive(writer);
    assertThat(index.versions).containsOnlyKeys("a", "b");
    assertThat(index.bodies).hasSize(4);
  }

  @Test
  void sendsFewerBulksAtOnceBeforeItSendsSmallerOnes() {
    var pace = new Pace(new BulkLimits(1_000, 1 << 20, Duration.ZERO, 4));
    assertThat(pace.inFlight()).isEqualTo(4);
    pace.slower();
    pace.slower();
    assertThat(pace.inFlight()).isEqualTo(1);
    assertThat(pace.documents()).isEqualTo(1_000);
    pace.slower();
    assertThat(pace.documents()).isEqualTo(500);
    for (int i = 0; i < 100; i++) pace.slower();
    assertThat(pace.documents()).isEqualTo(15);
    for (int i = 0; i < 32; i++) pace.faster();
    assertThat(pace.inFlight()).isEqualTo(4);
  }

  @Test
  void takesSeveralRefusalsOfOneMomentForOneIncident() {
    for (int i = 0; i < 4; i++) index.faults.add(_ -> new Reply.Answered(429, ""));
    var writer = writer(64, 1 << 20, 4);
    for (int i = 0; i < 256; i++) add(writer, "id" + i);
    turns(writer, 1);
    now = now.plusMillis(100); // the first pause, and no longer
    writer.send();
    assertThat(index.bodies).hasSize(5);
    resolved.addAll(writer.collect(Duration.ZERO));
    writer.send(); // half of four
    assertThat(writer.inFlight()).isEqualTo(2);
  }

  @Test
  void probesWithoutWaitingForWhatWasUnderWayBefore() {
    index.late = true;
    var writer = writer(64, 1 << 20, 2);
    for (int i = 0; i < 128; i++) add(writer, "id" + i);
    writer.send();
    index.answer(0, new Reply.Unanswered("reset"));
    index.late = false;
    turns(writer, 20);
    assertThat(resolved).hasSize(64);
    assertThat(writer.obstacle()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 408, 429, 500, 502, 503, 504})
  void holdsThroughARequestThatFailsForOutsideReasons(int status) {
    for (int i = 0; i < 5; i++)
      index.faults.add(_ -> new Reply.Answered(status, "{\"error\":\"no\"}"));
    var writer = writer(640, 1 << 20);
    add(writer, "a", "b");
    now = now.plusMillis(50);
    writer.send();
    resolved.addAll(writer.collect(Duration.ZERO));
    assertThat(resolved).isEmpty();
    assertThat(writer.obstacle()).isPresent();
    assertThat(writer.full()).isTrue();
    drive(writer);
    assertThat(index.versions).containsOnlyKeys("a", "b");
    assertThat(writer.obstacle()).isEmpty();
    assertThat(index.bodies).hasSize(6);
    assertThat(Set.copyOf(index.bodies)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "403:cluster_block_exception",
        "404:index_not_found_exception",
        "429:cluster_block_exception",
        "503:unavailable_shards_exception",
        "400:strict_dynamic_mapping_exception"
      })
  void holdsADocumentThatFailsForOutsideReasons(String fault) {
    String error = "\"error\":{\"type\":\"" + fault.substring(4) + "\",\"reason\":\"why\"}";
    String item = MemoryIndex.item(Integer.parseInt(fault.substring(0, 3)), error);
    index.faults.add(_ -> new Reply.Answered(200, "{\"items\":[" + item + "]}"));
    var writer = writer(10, 1 << 20);
    add(writer, "a");
    drive(writer);
    assertThat(resolved).containsExactly(new Resolved<>("a", new Applied()));
    assertThat(index.bodies).hasSize(2);
  }

  @Test
  void holdsWhenTheAnswerIsNotAboutTheseDocuments() {
    index.faults.add(_ -> new Reply.Answered(200, "{\"items\":[]}"));
    index.faults.add(_ -> new Reply.Answered(200, "<html>hello</html>"));
    var writer = writer(10, 1 << 20);
    add(writer, "a");
    drive(writer);
    assertThat(resolved).containsExactly(new Resolved<>("a", new Applied()));
  }

  @Test
  void sendsAgainWhatMayHaveBeenApplied() {
    index.faults.add(index::applyAndDrop);
    var writer = writer(10, 1 << 20);
    add(writer, "a");
    drive(writer);
    assertThat(resolved).containsExactly(new Resolved<>("a", new Superseded()));
    assertThat(index.bodies.getFirst()).isEqualTo(index.bodies.getLast());
  }

  @Test
  void sendsSmallerBulksWhenThereIsTooMuchToDo() {
    for (int i = 0; i < 3; i++) index.faults.add(_ -> new Reply.Answered(429, ""));
    var writer = writer(64, 1 << 20);
    for (int i = 0; i < 64; i++) add(writer, "id" + i);
    drive(writer);
    assertThat(index.bodies.stream().map(b -> MemoryIndex.actions(b).size()).toList())
        .startsWith(64, 32, 16, 8);
    assertThat(index.versions).hasSize(64);
  }

  @Test
  void takesNewDocumentsAgainAfterWhatItHeldForWasGivenUp() {
    index.faults.add(_ -> new Reply.Unanswered("refused"));
    var writer = writer(10, 1 << 20);
    add(writer, "a");
    now = now.plusMillis(50);
    writer.send();
    resolved.addAll(writer.collect(Duration.ZERO));
    assertThat(writer.full()).isTrue();
    writer.forget(_ -> true);
    assertThat(writer.full()).isFalse();
    add(writer, "b");
    drive(writer);
    assertThat(index.versions).containsOnlyKeys("b");
  }

  /// Whatever happens in between, every document ends in one final outcome, and the index has the
  /// highest version of each that is not poison.
  @Property(tries = 500)
  void losesNothingAndNeverGoesBack(
      @ForAll @Size(min = 1, max = 80) List<@IntRange(min = 0, max = 15) Integer> ids,
      @ForAll @Size(max = 20) List<@IntRange(min = 0, max = 7) Integer> faults,
      @ForAll @IntRange(min = 1, max = 3) int inFlight,
      @ForAll long seed) {
    var fresh = new BulkWriterTest();
    fresh.index.requestPoison.add("id3");
    fresh.index.itemPoison.add("id5");
    for (int fault : faults) fresh.index.faults.add(fresh.fault(fault));
    var writer = fresh.writer(7, 2_000, inFlight);
    var random = new Random(seed);
    var highest = new TreeMap<String, Long>();
    var all = new TreeSet<String>();
    for (int i = 0; i < ids.size(); i++) {
      String id = "id" + ids.get(i);
      long version = random.nextLong(1, 50);
      writer.add(
          i + "",
          Operation.index(
              "alias", id, new Version(version), "{}".getBytes(StandardCharsets.UTF_8)));
      all.add(i + "");
      if (!id.equals("id3") && !id.equals("id5")) highest.merge(id, version, Math::max);
    }
    fresh.drive(writer);
    assertThat(fresh.index.versions).isEqualTo(highest);
    assertThat(fresh.resolved)
        .extracting(Resolved::origin)
        .containsExactlyInAnyOrderElementsOf(all);
  }

  private java.util.function.Function<String, Reply> fault(int number) {
    return switch (number) {
      case 0 -> _ -> new Reply.Answered(429, "");
      case 1 -> _ -> new Reply.Answered(503, "down");
      case 2 -> _ -> new Reply.Unanswered("refused");
      case 3 -> index::applyAndDrop;
      case 4 -> body -> items(body, 429, "es_rejected_execution_exception");
      case 5 -> body -> items(body, 404, "index_not_found_exception");
      default -> body -> items(body, 403, "cluster_block_exception");
    };
  }

  private static Reply items(String body, int status, String type) {
    String item = MemoryIndex.item(status, "\"error\":{\"type\":\"" + type + "\"}");
    int count = MemoryIndex.actions(body).size();
    return new Reply.Answered(
        200, "{\"items\":[" + String.join(",", java.util.Collections.nCopies(count, item)) + "]}");
  }

  private BulkWriter<String> writer(int documents, int bytes) {
    return writer(documents, bytes, 1);
  }

  private BulkWriter<String> writer(int documents, int bytes, int inFlight) {
    return new BulkWriter<>(
        index,
        new BulkLimits(documents, bytes, Duration.ofMillis(50), inFlight),
        new Backoff(Duration.ofMillis(100), Duration.ofSeconds(30), new Random(1)),
        () -> now,
        (_, _, _) -> {});
  }

  private void add(BulkWriter<String> writer, String... ids) {
    for (String id : ids) writer.add(id, operation(id, ""));
  }

  private static Operation operation(String id, String text) {
    byte[] document = ("{\"text\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8);
    return Operation.index("alias", id, V, document);
  }

  private void drive(BulkWriter<String> writer) {
    turns(writer, 10_000);
    assertThat(writer.idle()).isTrue();
  }

  private void turns(BulkWriter<String> writer, int turns) {
    for (int turn = 0; turn < turns && !writer.idle(); turn++) {
      now = now.plusMillis(50);
      writer.send();
      resolved.addAll(writer.collect(Duration.ZERO));
    }
  }
}
