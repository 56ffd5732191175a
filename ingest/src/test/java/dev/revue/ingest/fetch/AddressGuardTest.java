package dev.revue.ingest.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.revue.ingest.TestWeb;
import dev.revue.ingest.fetch.Fetched.Failed;
import dev.revue.ingest.fetch.Fetched.Page;
import dev.revue.ingest.fetch.Fetched.Refused;
import dev.revue.ingest.url.CanonicalUrl;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
  private static TestWeb web;
  private static Fetcher fetcher;

  @BeforeAll
  static void start() {
    web = new TestWeb();
    web.page("/", "secret").page("/robots.txt", "secret");
    Duration patience = Duration.ofSeconds(10);
    fetcher =
        new Fetcher(
            new FetchLimits(patience, patience, patience, 1 << 20, 1 << 20), Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    fetcher.close();
    web.close();
  }

  /// Through the client that the crawler uses: what counts is what is connected to.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.0.0.2",
        "127.255.255.255",
        "127.1",
        "127.0.1",
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "0x7f.1",
        "017700000001",
        "localhost",
        "LOCALHOST",
        "localhost.",
        "127.0.0.1.",
        "①②⑦.⓪.⓪.①",
        "１２７.０.０.１",
        "0.0.0.0",
        "0",
        "0.1.2.3",
        "[::1]",
        "[0:0:0:0:0:0:0:1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:ffff:7f00:0001]",
        "[::127.0.0.1]",
        "[::7f00:1]",
        "[::ffff:0:127.0.0.1]",
        "[64:ff9b::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b::a00:1]",
        "[64:ff9b:1::1]",
        "[2002:7f00:1::]",
        "[2002:a00:1::1]",
        "[2001::1]",
        "[2001:db8::1]",
        "[100::1]",
        "10.0.0.1",
        "10.255.255.254",
        "172.16.0.1",
        "172.31.255.254",
        "192.168.0.1",
        "192.168.255.254",
        "169.254.169.254",
        "169.254.0.1",
        "[::ffff:169.254.169.254]",
        "[fe80::1]",
        "[febf::1]",
        "[fec0::1]",
        "[fc00::1]",
        "[fd00:ec2::254]",
        "[fdff::1]",
        "100.64.0.1",
        "100.127.255.254",
        "192.0.0.1",
        "192.0.2.1",
        "192.88.99.1",
        "198.18.0.1",
        "198.19.255.254",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "[ff02::1]",
        "[ff0e::1]",
        "[::ffff:10.0.0.1]",
        "[::ffff:192.168.1.1]",
        "[5f00::1]",
        "[3fff::1]",
        "3232235777",
        "0xc0a80101"
      })
  void noSpellingOfAnAddressThatIsNotPublicGetsThrough(String host) {
    Optional<CanonicalUrl> url = CanonicalUrl.parse("http://" + host + ":" + port() + "/");
    int before = web.hits().size();
    url.ifPresent(to -> {
      Fetched fetched = fetcher.fetch(request(to, List.of()));
      boolean refused = fetched instanceof Refused(String reason, _) && reason.equals("address");
      boolean unknown = fetched instanceof Failed(String reason, _) && reason.equals("dns");
      assertThat(refused || unknown).as(fetched.toString()).isTrue();
      assertThat(fetcher.robots(request(to.robots(), List.of()))).isNotInstanceOf(Page.class);
    });
    assertThat(web.hits()).hasSize(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.1",
        "100.63.255.255",
        "100.128.0.1",
        "126.255.255.255",
        "128.0.0.1",
        "169.253.255.255",
        "172.15.255.255",
        "172.32.0.1",
        "192.167.255.255",
        "198.17.255.255",
        "198.20.0.1",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00::1",
        "2001:4860:4860::8888",
        "2003::1"
      })
  void publicAddressesPass(String address) throws Exception {
    var guard = new AddressGuard(List.of());
    InetAddress literal = InetAddress.ofLiteral(address);
    assertThatCode(() -> guard.check(literal)).doesNotThrowAnyException();
  }

  @Test
  void aSourceMayAllowWhatItNeedsAndNoMore() {
    List<AddressRange> loopback = List.of(AddressRange.parse("127.0.0.0/8"));
    CanonicalUrl url = CanonicalUrl.parse(web.url("/")).orElseThrow();
    assertThat(fetcher.fetch(request(url, loopback))).isInstanceOf(Page.class);
    // The connection that the allowed request left open is not there for others.
    assertThat(fetcher.fetch(request(url, List.of()))).isInstanceOf(Refused.class);
    var guard = new AddressGuard(loopback);
    assertThatThrownBy(() -> guard.check(InetAddress.ofLiteral("10.0.0.1")))
        .isInstanceOf(AddressRefused.class)
        .hasMessageContaining("allow_addresses");
  }

  @Test
  void aRedirectOfRobotsTxtIntoTheHouseIsRefused() {
    web.status("/out/robots.txt", 302, Map.of("Location", "http://10.0.0.1/robots.txt"));
    CanonicalUrl url = CanonicalUrl.parse(web.url("/out/robots.txt")).orElseThrow();
    Fetched fetched = fetcher.robots(request(url, List.of(AddressRange.parse("127.0.0.0/8"))));
    assertThat(fetched)
        .isInstanceOfSatisfying(Refused.class, r -> assertThat(r.reason()).isEqualTo("address"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "1.2.3/8"})
  void whatIsNoRangeIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> AddressRange.parse(text));
  }

  private static Request request(CanonicalUrl url, List<AddressRange> allowed) {
    return new Request(
        url, Request.Kind.ROBOTS, "RevueBot/0.1", null, null, Access.allowing(allowed));
  }

  private static int port() {
    return CanonicalUrl.parse(web.url("/")).orElseThrow().uri().getPort();
  }
}
