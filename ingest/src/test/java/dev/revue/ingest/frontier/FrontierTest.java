package dev.revue.ingest.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.event.Version;
import dev.revue.ingest.sources.Sources;
import dev.revue.ingest.url.CanonicalUrl;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FrontierTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final List<Integer> ALL = IntStream.range(0, 64).boxed().toList();

  private Frontier frontier;

  @BeforeEach
  void ours() {
    frontier = frontier();
  }

  @Test
  void aHostIsAskedOnceAtATimeAndNotBeforeItsDelay() {
    Site site = add("https://a.org/1");
    add("https://a.org/2");
    assertThat(frontier.take(NOW)).contains(site);
    assertThat(url(frontier.due(site, NOW))).isEqualTo("https://a.org/1");
    assertThat(frontier.take(NOW.plusSeconds(60))).isEmpty();
    frontier.release(site, NOW.plusSeconds(5));
    assertThat(frontier.take(NOW.plusSeconds(4))).isEmpty();
    assertThat(frontier.next()).contains(NOW.plusSeconds(5));
    assertThat(frontier.take(NOW.plusSeconds(5))).contains(site);
    assertThat(url(frontier.due(site, NOW))).isEqualTo("https://a.org/2");
    assertThat(frontier.due(site, NOW)).isEmpty();
  }

  @Test
  void whatNoSourceNamesRestsAndIsWantedAgainWhenOneDoes() {
    Site site = add("https://a.org/1");
    frontier.use(sources("other"));
    assertThat(frontier.take(NOW)).contains(site);
    assertThat(frontier.due(site, NOW)).isEmpty();
    frontier.release(site, NOW);
    assertThat(frontier.unfinished()).isFalse();
    assertThat(frontier.next()).isEmpty();

    frontier.use(sources("s"));
    assertThat(frontier.unfinished()).isTrue();
    frontier.revive(1);
    frontier.revive(1);
    assertThat(frontier.take(NOW)).contains(site);
    assertThat(url(frontier.due(site, NOW))).isEqualTo("https://a.org/1");
  }

  @Test
  void aHostInTroubleIsNotWaitedFor() {
    Site site = add("https://a.org/1");
    assertThat(frontier.unfinished()).isTrue();
    frontier.put(site, new HostRow("a.org", NOW.plusSeconds(600), 1, NOW, false), NOW);
    assertThat(frontier.unfinished()).isFalse();
    assertThat(frontier.next()).contains(NOW.plusSeconds(600));
    assertThat(frontier.take(NOW.plusSeconds(600))).contains(site);
  }

  @Test
  void anotherOwnersLastRequestIsAMatterOfItsDelay() {
    Site site = add("https://a.org/1");
    Frontier next = frontier();
    restore(next, Frontier.record(site, row(site, "https://a.org/1")));
    next.resume(ALL, NOW);
    assertThat(next.take(NOW.plusSeconds(3).minusNanos(1))).isEmpty();
    assertThat(next.take(NOW.plusSeconds(3))).isPresent();
  }

  @Test
  void aHostThatIsNewToUsMayBeKnownToTheFormerOwner() {
    frontier.resume(ALL, NOW);
    Site site = add("https://a.org/1");
    assertThat(frontier.take(NOW.plusSeconds(3).minusNanos(1))).isEmpty();
    assertThat(frontier.take(NOW.plusSeconds(3))).contains(site);
  }

  @Test
  void theDelayOfRobotsTxtIsAMatterOfTheNextOwnerToo() {
    Site site = add("https://a.org/1");
    var robots =
        new RobotsRow(
            "https://a.org/robots.txt",
            RobotsRow.RULES,
            "User-agent: *\nCrawl-delay: 10",
            0,
            NOW.plusSeconds(900));
    Frontier next = frontier();
    restore(next, Frontier.record(site, row(site, "https://a.org/1")));
    restore(next, Frontier.record(site, robots));
    next.resume(ALL, NOW);
    Instant tried = NOW.plusSeconds(3);
    assertThat(next.take(tried)).isEmpty();
    assertThat(next.next()).contains(tried.plusSeconds(10));
  }

  @Test
  void givesUpWithItsPartitionsWhatIsOnThem() {
    add("https://a.org/1");
    add("https://b.org/1");
    assertThat(frontier.urls()).isEqualTo(2);
    frontier.disown(ALL);
    assertThat(frontier.urls()).isZero();
    assertThat(frontier.unvisited()).isZero();
    assertThat(frontier.unfinished()).isFalse();
    assertThat(frontier.next()).isEmpty();
    assertThat(frontier.site(canonical("https://a.org/1"))).isEmpty();
  }

  @Test
  void whatWasSeenBeforeIsDueAtOnceWhereEverythingIsLookedAtAgain() {
    Site site = add("https://a.org/1");
    UrlRow before =
        seen(
            row(site, "https://a.org/1"),
            NOW.minus(Duration.ofDays(1)),
            NOW.plus(Duration.ofDays(1)));
    Frontier again = new Frontier(sources("s"), NOW, true);
    again.own(ALL);
    restore(again, Frontier.record(site, before));
    again.resume(ALL, NOW);
    assertThat(again.unfinished()).isTrue();
    assertThat(again.next()).contains(NOW.plusSeconds(3));
  }

  @Test
  void anImageAndItsTailGiveTheSameFrontierAsTheWholeLog() {
    var log = new ArrayList<ProducerRecord<byte[], byte[]>>();
    for (int host = 0; host < 40; host++) {
      for (int page = 0; page < host % 13; page++) {
        Site site = add("https://h" + host + ".org/" + page);
        UrlRow row = row(site, "https://h" + host + ".org/" + page);
        if (page % 3 == 1) row = seen(row, NOW.minusSeconds(page), NOW.plusSeconds(host));
        log.add(Frontier.record(site, row));
      }
    }
    Site busy = add("https://h1.org/0");
    log.add(Frontier.record(busy, new HostRow("h1.org", NOW.plusSeconds(500), 2, NOW, true)));
    for (String server : List.of("h2.org", "www.h2.org")) {
      String url = "https://" + server + "/robots.txt";
      String text = "User-agent: *\nCrawl-delay: 5\n#" + "x".repeat(2_000);
      log.add(Frontier.record(busy, new RobotsRow(url, RobotsRow.RULES, text, 0, NOW)));
    }
    log.replaceAll(
        record -> // all on the partitions of their sites, as a log has them
        new ProducerRecord<>(record.topic(), partition(record), record.key(), record.value()));
    Frontier whole = frontier();
    log.forEach(record -> restore(whole, record));
    List<String> expected = everything(whole);

    for (int cut : List.of(0, 1, log.size() / 2, log.size() - 1, log.size())) {
      Frontier first = frontier();
      log.subList(0, cut).forEach(record -> restore(first, record));
      Frontier second = frontier();
      for (int partition : ALL) {
        assertThat(second.load(partition, first.image(partition).orElseThrow())).isTrue();
      }
      log.subList(cut, log.size()).forEach(record -> restore(second, record));
      assertThat(everything(second)).isEqualTo(expected);
    }
  }

  @Test
  void bytesThatAreNoImageChangeNothing() {
    add("https://a.org/1");
    int partition = frontier.site(canonical("https://a.org/1")).orElseThrow().partition();
    byte[] image = frontier.image(partition).orElseThrow();
    Frontier other = frontier();
    for (int length = 0; length < image.length; length++) {
      assertThat(other.load(partition, java.util.Arrays.copyOf(image, length))).isFalse();
    }
    assertThat(other.urls()).isZero();
    assertThat(other.load(partition, image)).isTrue();
    assertThat(other.urls()).isEqualTo(1);
  }

  @Test
  void hostsOfADomainAreAskedApartWherePolitenessGoesByHost() {
    frontier = new Frontier(sources("s"), NOW, false, Politeness.HOST);
    frontier.own(new ArrayList<>(ALL));
    Site one = add("https://one.a.org/1");
    Site two = add("https://two.a.org/1");
    assertThat(one).isNotEqualTo(two);
    assertThat(one.partition()).isEqualTo(two.partition());
    assertThat(add("http://one.a.org/2")).isEqualTo(one);
    assertThat(frontier.row(canonical("https://two.a.org/1"))).isPresent();
    assertThat(frontier.row(canonical("https://two.a.org/2"))).isEmpty();
    Frontier other = frontier();
    assertThat(other.layout()).isNotEqualTo(frontier.layout());
  }

  @Test
  void aFullDomainGetsNoMoreHosts() {
    frontier = new Frontier(sources("s"), NOW, false, Politeness.HOST);
    frontier.own(new ArrayList<>(ALL));
    for (int i = 0; i < 200_000; i++) add("https://a.org/" + i);
    add("https://b.org/1");
    assertThat(frontier.sites()).hasSize(2);
    for (int i = 0; i < 100; i++) add("https://h" + i + ".a.org/");
    assertThat(frontier.sites()).hasSize(2);
    assertThat(frontier.urls()).isEqualTo(200_001);
  }

  @Test
  void rowsOfAnEarlierSpellingAreTakenInUnderTodays() {
    Site site = add("https://a.org/1");
    UrlRow one = seen(row(site, "https://a.org/1"), NOW.minusSeconds(60), NOW.plusSeconds(600));
    Frontier next = frontier();
    restore(next, "a.org:443|1", site, spelt(one, "https://a.org/1?utm_source=x"));
    restore(next, "a.org:443|2", site, one);
    restore(next, "a.org:443|3", site, spelt(one, "https://a.org/1?utm_source=y"));
    restore(next, "a.org:443|4", site, spelt(one, "https://A.org/2#x"));
    restore(next, "a.org:443|5", site, spelt(one, "no URL"));
    String robots = "https://A.org/robots.txt";
    restore(
        next,
        "a.org:443|#robots",
        site,
        new RobotsRow(robots, RobotsRow.RULES, "", 0, NOW.plusSeconds(900)));
    restore(next, "a.org:443|#tdmrep", site, new TdmRow("https://A.org/x", null, NOW));
    restore(next, "A.org|#host", site, new HostRow("no domain", NOW, 1, NOW, false));

    assertThat(next.urls()).isEqualTo(2);
    assertThat(next.row(canonical("https://a.org/1"))).contains(one);
    UrlRow two = next.row(canonical("https://a.org/2")).orElseThrow();
    assertThat(two.seen()).isNull();
    assertThat(two.due()).isEqualTo(NOW);
    next.resume(ALL, NOW);
    assertThat(next.take(NOW.plusSeconds(3))).isPresent();
  }

  @Test
  void aReloadInTheMiddleOfARevivalLosesNothing() {
    Site site = add("https://a.org/1");
    add("https://a.org/2");
    frontier.use(sources("other"));
    assertThat(frontier.take(NOW)).contains(site);
    assertThat(frontier.due(site, NOW)).isEmpty();
    frontier.release(site, NOW);

    frontier.use(sources("s"));
    frontier.revive(1);
    frontier.use(sources("s"));
    frontier.revive(10);
    assertThat(frontier.take(NOW)).contains(site);
    assertThat(url(frontier.due(site, NOW))).isEqualTo("https://a.org/1");
    assertThat(url(frontier.due(site, NOW))).isEqualTo("https://a.org/2");
  }

  @Test
  void aFullDomainStillTakesInWhatTheCrawlHangsOn() {
    Site site = add("https://a.org/");
    for (int i = 1; i < 200_000; i++) add("https://a.org/" + i);
    add("https://a.org/more");
    assertThat(site.urls()).isEqualTo(200_000);
    assertThat(frontier.row(canonical("https://a.org/more"))).isEmpty();
    assertThat(frontier.takes(page("https://a.org/more", 0))).isFalse();
    assertThat(frontier.takes(page("https://a.org/1", 0))).isTrue();
    assertThat(frontier.takes(page("https://a.org/moved", 1))).isTrue();
    assertThat(frontier.takes(page("https://b.org/more", 0))).isTrue();
    CanonicalUrl feed = canonical("https://a.org/feed");
    assertThat(frontier.add(site, Found.start(feed, Kind.FEED, "s"), NOW)).isPresent();
    assertThat(frontier.add(site, page("https://a.org/moved", 1), NOW)).isPresent();
  }

  /// As after a visit that gave no document.
  private static UrlRow seen(UrlRow row, Instant at, Instant due) {
    return seen(row, at, "refused-size", 0).due(due);
  }

  private static UrlRow spelt(UrlRow row, String url) {
    return new UrlRow(
        url,
        row.kind(),
        row.depth(),
        row.paging(),
        row.hops(),
        row.source(),
        row.due(),
        row.seen());
  }

  private static void restore(Frontier frontier, String key, Site site, Object row) {
    byte[] value = dev.revue.common.json.Json.bytes(row);
    restore(
        frontier,
        new ProducerRecord<>(
            "revue.frontier",
            site.partition(),
            key.getBytes(java.nio.charset.StandardCharsets.UTF_8),
            value));
  }

  private static int partition(ProducerRecord<byte[], byte[]> record) {
    String key = new String(record.key(), java.nio.charset.StandardCharsets.UTF_8);
    String host = key.substring(0, key.indexOf('|')).replace(":443", "").replace("www.", "");
    return dev.revue.common.topic.Topic.FRONTIER.partition(host);
  }

  /// Counts, and every site in the order in which its turn comes, with its rows in theirs.
  private static List<String> everything(Frontier frontier) {
    frontier.resume(ALL, NOW);
    var all = new ArrayList<String>();
    all.add(frontier.urls() + " " + frontier.unvisited() + " " + frontier.unfinished());
    for (Instant now = NOW; frontier.next().isPresent(); now = now.plusSeconds(7)) {
      var turn = new ArrayList<String>();
      for (var site = frontier.take(now); site.isPresent(); site = frontier.take(now)) {
        turn.add(site.get().domain() + " " + site.get().host());
        for (var row = frontier.due(site.get(), now);
            row.isPresent();
            row = frontier.due(site.get(), now)) {
          turn.add(site.get().domain() + " " + row.get());
        }
        site.get()
            .robots(site.get().domain() + ":443")
            .ifPresent(robots -> turn.add(robots.toString()));
        frontier.release(site.get(), now);
      }
      turn.sort(null); // among sites whose turn it is at the same time, any may be first
      all.addAll(turn);
    }
    return all;
  }

  @Test
  void whatRobotsTxtForbidsIsNotDueAnewAtAStart() {
    Site site = add("https://a.org/1");
    var judge = new Judge(new Backoff(() -> 0), Duration.ofHours(1));
    UrlRow forbidden =
        judge
            .forbidden(
                row(site, "https://a.org/1"),
                sources("s").named("s").orElseThrow(),
                NOW.minusSeconds(60),
                NOW.plusSeconds(3_600))
            .row();
    var next = new Frontier(sources("s"), NOW, true);
    next.own(new ArrayList<>(ALL));
    restore(next, Frontier.record(site, forbidden));
    next.resume(ALL, NOW);
    assertThat(next.next()).contains(NOW.plusSeconds(3_600));
  }

  @Test
  void whatItsListSaysHasChangedIsDueOnceTheLeastTimeHasPassed() {
    Site site = add("https://a.org/1");
    assertThat(changed(site, "https://a.org/1", NOW)).as("never looked at").isEmpty();
    assertThat(changed(site, "https://a.org/2", NOW)).as("not known").isEmpty();
    Instant seen = NOW.minusSeconds(600);
    frontier.put(site, seen(row(site, "https://a.org/1"), seen, "page", 0));
    assertThat(changed(site, "https://a.org/1", null)).isEmpty();
    assertThat(changed(site, "https://a.org/1", seen)).as("not since").isEmpty();
    assertThat(changed(site, "https://a.org/1", NOW.plus(Duration.ofHours(25)))).isEmpty();

    assertThat(changed(site, "https://a.org/1", NOW.plus(Duration.ofHours(23)))).contains(NOW);
    var least = Duration.ofHours(1);
    var found = found("https://a.org/1", seen.plusSeconds(1));
    UrlRow sooner = frontier.changed(site, found, least, NOW).orElseThrow();
    assertThat(sooner.due()).isEqualTo(seen.plus(least));
    frontier.put(site, sooner);
    assertThat(frontier.changed(site, found, least, NOW)).as("due by then anyway").isEmpty();
  }

  @Test
  void whatWaitsForSomethingElseIsNotDueForAList() {
    Site site = add("https://a.org/1");
    UrlRow row = row(site, "https://a.org/1");
    Instant before = NOW.minusSeconds(600);
    for (String outcome : List.of("failed-status", "missing", "robots", "noindex")) {
      frontier.put(site, seen(row, before, outcome, 1));
      assertThat(changed(site, "https://a.org/1", NOW)).as(outcome).isEmpty();
    }
    Instant lease = NOW.plusSeconds(60);
    frontier.put(site, seen(row, before, "page", 0).due(lease));
    frontier.put(site, site.host().held(lease), NOW);
    assertThat(changed(site, "https://a.org/1", NOW)).as("at a browser").isEmpty();
  }

  private Optional<Instant> changed(Site site, String url, @Nullable Instant at) {
    return frontier.changed(site, found(url, at), Duration.ofMinutes(1), NOW).map(UrlRow::due);
  }

  private static Found found(String url, @Nullable Instant changed) {
    return new Found(canonical(url), Kind.PAGE, 1, 0, 0, "s", changed);
  }

  private static UrlRow seen(UrlRow row, Instant at, String outcome, int failures) {
    var seen =
        new UrlRow.Seen(
            at,
            outcome,
            failures,
            Duration.ofDays(1),
            null,
            null,
            null,
            null,
            null,
            null,
            false,
            Version.none(),
            0,
            null);
    return row.seen(seen, at.plus(Duration.ofDays(1)));
  }

  private Site add(String url) {
    Site site = frontier.site(canonical(url)).orElseThrow();
    frontier.add(site, page(url, 0), NOW);
    return site;
  }

  private static Found page(String url, int hops) {
    return new Found(canonical(url), Kind.PAGE, 1, 0, hops, "s");
  }

  private static UrlRow row(Site site, String url) {
    return site.row(url).orElseThrow();
  }

  private static String url(Optional<UrlRow> row) {
    return row.orElseThrow().url();
  }

  private static void restore(Frontier frontier, ProducerRecord<byte[], byte[]> record) {
    frontier.restore(
        new ConsumerRecord<>(record.topic(), record.partition(), 0, record.key(), record.value()));
  }

  private static Frontier frontier() {
    var frontier = new Frontier(sources("s"), NOW, false);
    frontier.own(new ArrayList<>(ALL));
    return frontier;
  }

  private static CanonicalUrl canonical(String url) {
    return CanonicalUrl.parse(url).orElseThrow();
  }

  private static Sources sources(String name) {
    return Sources.parse(
        "s.yml",
        "user_agent: RevueBot/1\nsources:\n  - name: "
            + name
            + "\n    start: [https://a.org/]\n    delay: 3s\n");
  }
}
