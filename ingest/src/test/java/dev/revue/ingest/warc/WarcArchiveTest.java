package dev.revue.ingest.warc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.health.Health;
import dev.revue.ingest.TestWeb;
import dev.revue.ingest.fetch.Access;
import dev.revue.ingest.fetch.AddressRange;
import dev.revue.ingest.fetch.FetchLimits;
import dev.revue.ingest.fetch.Fetched;
import dev.revue.ingest.fetch.Fetcher;
import dev.revue.ingest.fetch.Request;
import dev.revue.ingest.url.CanonicalUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import okhttp3.Dns;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcRequest;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcRevisit;
import org.netpreserve.jwarc.Warcinfo;

class WarcArchiveTest {
  private static final List<AddressRange> LOOPBACK = List.of(AddressRange.parse("127.0.0.0/8"));

  @TempDir private Path folder;

  @Test
  void whatWasFetchedCanBeReadAgainAndHasNoSecrets() throws Exception {
    try (var web = new TestWeb();
        var archive = archive(folder, 1 << 30)) {
      web.page("/page?a=b", "<p>café");
      try (var fetcher = fetcher(archive)) {
        var page = (Fetched.Page) fetcher.fetch(request(web.url("/page?a=b"), null));
        fetcher.fetch(request(web.url("/page?a=b"), page.headers().get("etag")));
        fetcher.fetch(request(web.url("/missing"), null));
      }
    }
    List<Path> files = files();
    assertThat(files).singleElement().asString().endsWith(".warc.gz");
    var kinds = new ArrayList<String>();
    try (var reader = new WarcReader(files.getFirst())) {
      for (WarcRecord record : reader) {
        kinds.add(record.type());
        switch (record) {
          case WarcResponse response -> {
            assertThat(response.http().status()).isEqualTo(200);
            assertThat(new String(response.http().body().stream().readAllBytes(), "UTF-8"))
                .isEqualTo("<p>café");
            assertThat(response.targetURI().getPath()).isEqualTo("/page");
          }
          case WarcRevisit revisit -> assertThat(revisit.http().status()).isEqualTo(304);
          case WarcRequest request -> {
            assertThat(request.http().target()).isEqualTo("/page?a=b");
            assertThat(request.http().headers().map())
                .containsKeys("User-Agent", "Host")
                .doesNotContainKeys("Authorization", "Cookie", "X-Key");
          }
          case Warcinfo info -> assertThat(info.fields().map()).containsKey("software");
          default -> throw new AssertionError(record);
        }
      }
    }
    assertThat(kinds).containsExactly("warcinfo", "response", "request", "revisit", "request");
  }

  @Test
  void manyWriteAtOnceIntoFilesOfTheSizeThatIsWanted() throws Exception {
    int pages = 200;
    try (var web = new TestWeb();
        var archive = archive(folder, 20_000);
        var fetcher = fetcher(archive)) {
      for (int i = 0; i < pages; i++) web.page("/" + i, "page " + i);
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < pages; i++) {
          String url = web.url("/" + i);
          threads.execute(() -> fetcher.fetch(request(url, null)));
        }
      }
    }
    var bodies = new ArrayList<String>();
    for (Path file : files()) {
      try (var reader = new WarcReader(file)) {
        for (WarcRecord record : reader) {
          if (record instanceof WarcResponse response) {
            bodies.add(new String(response.http().body().stream().readAllBytes(), "UTF-8"));
          }
        }
      }
    }
    assertThat(files()).hasSizeGreaterThan(2);
    assertThat(bodies).hasSize(pages).doesNotHaveDuplicates();
  }

  @Test
  void whereNothingCanBeWrittenHealthSaysSoUntilItCan() throws Exception {
    Path later = folder.resolve("later");
    var health = new Health(Clock.systemUTC());
    try (var web = new TestWeb();
        var archive = archive(later, 1 << 30, health);
        var fetcher = fetcher(archive)) {
      web.page("/", "x");
      fetcher.fetch(request(web.url("/"), null));
      await(() -> !health.obstacles().isEmpty());
      Files.createDirectories(later);
      await(() -> health.obstacles().isEmpty());
    }
    try (Stream<Path> files = Files.list(later)) {
      assertThat(files).hasSize(1);
    }
  }

  private static void await(java.util.function.BooleanSupplier condition)
      throws InterruptedException {
    Instant deadline = Instant.now().plusSeconds(30);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(deadline);
      Thread.sleep(10);
    }
  }

  private static WarcArchive archive(Path folder, long mostBytes) {
    return archive(folder, mostBytes, new Health(Clock.systemUTC()));
  }

  private static WarcArchive archive(Path folder, long mostBytes, Health health) {
    var archive = new WarcArchive(folder, "RevueBot/0.1", mostBytes, Duration.ofMillis(20), health);
    archive.start();
    return archive;
  }

  private static Fetcher fetcher(WarcArchive archive) {
    return new Fetcher(FetchLimits.standard(), Clock.systemUTC(), Dns.SYSTEM, archive);
  }

  private static Request request(String url, @Nullable String etag) {
    CanonicalUrl canonical = CanonicalUrl.parse(url).orElseThrow();
    var secrets = Map.of("Authorization", "Basic x", "Cookie", "a=b", "X-Key", "k");
    var access = new Access(LOOPBACK, null, secrets, Access.audience(Stream.of(canonical)));
    return new Request(canonical, Request.Kind.PAGE, "RevueBot/0.1", etag, null, access);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
