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
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.Dns;
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
            new FetchLimits(patience, patience, patience, 1 << 20, 1 << 20),
            Clock.systemUTC(),
            AddressGuardTest::lookUp,
            Archive.none());
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
        "0xc0a80101",
        "127.0.0.01",
        "0x7f.0x0.0x0.0x1",
        "127.000.000.001",
        "0x7F.1",
        "127.65535",
        "0x7f.0.1",
        "2852039166",
        "0xa9fea9fe",
        "0xA9FEA9FE",
        "0251.0376.0251.0376",
        "025177524776",
        "0xA9.0xFE.0xA9.0xFE",
        "169.254.43518",
        "169.16689662",
        "169.254.169.254.",
        "169.254.170.2",
        "10.1",
        "0xa.1",
        "167772161",
        "0x0a000001",
        "10.0.0.1.",
        "10.0.0.0",
        "192.168.257",
        "192.11010305",
        "0300.0250.1.1",
        "0300.0250.0x101",
        "192.168.0.0",
        "172.20.10.1",
        "172.16.0.0",
        "0.0.0.1",
        "0.255.255.255",
        "100.64.0.0",
        "100.100.100.200",
        "192.0.0.192",
        "192.0.0.170",
        "192.0.2.255",
        "198.51.100.255",
        "203.0.113.255",
        "232.0.0.1",
        "233.252.0.1",
        "241.1.1.1",
        "254.255.255.254",
        "4294967295",
        "0xffffffff",
        "[::ffff:a9fe:a9fe]",
        "[0:0:0:0:0:ffff:a9fe:a9fe]",
        "[::ffff:0a00:0001]",
        "[::ffff:0.0.0.0]",
        "[::ffff:255.255.255.255]",
        "[::ffff:100.64.0.1]",
        "[::ffff:198.18.0.1]",
        "[::ffff:224.0.0.1]",
        "[::2]",
        "[::10.0.0.1]",
        "[::a9fe:a9fe]",
        "[64:ff9b::a9fe:a9fe]",
        "[64:ff9b::c0a8:101]",
        "[64:ff9b::169.254.169.254]",
        "[64:ff9b:1:ffff::a00:1]",
        "[2002:a9fe:a9fe::]",
        "[2002:c0a8:101::1]",
        "[2002:6440:1::1]",
        "[2001:0:7f00:1::]",
        "[2001:0:4136:e378:8000:63bf:3fff:fdd2]",
        "[2001:2::1]",
        "[2001:10::1]",
        "[2001:20::1]",
        "[2001:db8:ffff::1]",
        "[3fff:fff::1]",
        "[100::]",
        "[fe80::1%25eth0]",
        "[fe80::1%25lo]",
        "[::1%25lo]",
        "[fe80::a9fe:a9fe]",
        "[fec0:1::1]",
        "[fc00:1::]",
        "[fd12:3456:789a:1::1]",
        "[ff01::1]",
        "[ff05::1:3]",
        "example.org@127.0.0.1",
        "a:b@127.0.0.1",
        "1.1.1.1@10.0.0.1",
        "example.org%2f@127.0.0.1",
        "example.org%23@169.254.169.254",
        "127%2e0%2e0%2e1",
        "%31%32%37.0.0.1",
        "%6cocalhost",
        "127。0。0。1",
        "127．0．0．1",
        "127｡0｡0｡1",
        "𝟙𝟚𝟟.𝟘.𝟘.𝟙",
        "１６９.２５４.１６９.２５４",
        "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
        "０ｘ７ｆ．１",
        "①⑥⑨.②⑤④.①⑥⑨.②⑤④",
        "foo.localhost",
        "LocalHost.",
        "localhost.localdomain",
        "127.0.0.1..",
        "[::1].",
        "0177.0.0.1",
        "0177.0.0.01",
        "00000177.1",
        "0177.1",
        "0000017700000001",
        "0x000000007f000001",
        "0177.0x0.0.1",
        "0x7f.0.0.01",
        "127.1.",
        "0177.0.0.1.",
        "00000177.1.",
        "0x7f.1.",
        "2130706433.",
        "017700000001.",
        "0x7f000001.",
        "%30177.0.0.1",
        "0177%2e0%2e0%2e1",
        "00000177%2E1",
        "%30x7f.1",
        "0x7%66%2e1",
        "%31%32%37.1",
        "%32%31%33%30%37%30%36%34%33%33",
        "%30%31%37%37%30%30%30%30%30%30%30%31",
        "0%78%37%66%30%30%30%30%30%31",
        "127.1%2e",
        "０１７７.０.０.１",
        "０００００１７７．１",
        "１２７．１",
        "０ｘ７ｆ.１",
        "２１３０７０６４３３",
        "０１７７０００００００１",
        "０ｘ７ｆ０００００１",
        "２１３０７０６４３３。",
        "%EF%BC%91%EF%BC%92%EF%BC%97.1",
        "０１７７.0x0.0.１"
      })
  void noSpellingOfAnAddressThatIsNotPublicGetsThrough(String host) {
    Optional<CanonicalUrl> url = CanonicalUrl.parse("http://" + host + ":" + port() + "/");
    int before = web.hits().size();
    url.ifPresent(to -> {
      for (Request.Kind kind : Request.Kind.values()) {
        var request = new Request(to, kind, "RevueBot/0.1", null, null, Access.open());
        assertRefused(
            kind == Request.Kind.ROBOTS
                ? fetcher.robots(request, Duration.ZERO)
                : fetcher.fetch(request));
      }
    });
    assertThat(web.hits()).hasSize(before);
  }

  /// What the names of the world are here: each has one address that is not public.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "::1",
        "10.1.2.3",
        "169.254.169.254",
        "100.100.100.200",
        "fd00:ec2::254",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "::ffff:127.0.0.1",
        "fe80::1",
        "0.0.0.0",
        "224.0.0.1"
      })
  void aNameIsNoWayAround(String address) throws Exception {
    InetAddress inside = InetAddress.ofLiteral(address);
    Duration patience = Duration.ofSeconds(10);
    var limits = new FetchLimits(patience, patience, patience, 1 << 20, 1 << 20);
    int before = web.hits().size();
    try (var named =
        new Fetcher(limits, Clock.systemUTC(), host -> List.of(inside), Archive.none())) {
      CanonicalUrl url = CanonicalUrl.parse("http://www.example.org:" + port() + "/").orElseThrow();
      assertRefused(named.fetch(request(url, List.of())));
      var proxy = new ProxyServer(ProxyServer.Kind.HTTP, "127.0.0.1", port());
      var access = new Access(List.of(), proxy, Map.of(), Set.of());
      assertRefused(
          named.fetch(new Request(url, Request.Kind.PAGE, "RevueBot/0.1", null, null, access)));
    }
    assertThat(web.hits()).hasSize(before);
  }

  /// First the name is a server's that is allowed, then one's inside the house.
  @Test
  void aNameThatMovesIsCheckedAgain() throws Exception {
    web.status("/moves", 404, Map.of("Connection", "close"));
    var answers = new ArrayDeque<>(List.of("127.0.0.1", "127.0.0.2", "10.0.0.1", "::1"));
    Duration patience = Duration.ofSeconds(10);
    var limits = new FetchLimits(patience, patience, patience, 1 << 20, 1 << 20);
    Dns moving = host -> List.of(InetAddress.ofLiteral(answers.remove()));
    try (var named = new Fetcher(limits, Clock.systemUTC(), moving, Archive.none())) {
      CanonicalUrl url =
          CanonicalUrl.parse("http://www.example.org:" + port() + "/moves").orElseThrow();
      List<AddressRange> one = List.of(AddressRange.parse("127.0.0.1"));
      assertThat(named.fetch(request(url, one))).isEqualTo(new Fetched.Missing(404));
      while (!answers.isEmpty()) assertRefused(named.fetch(request(url, one)));
    }
    assertThat(web.count("/moves")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "//10.0.0.1/x",
        "http://[::ffff:10.0.0.1]/",
        "http://example.org@10.0.0.1/"
      })
  void aRedirectIsNoWayAround(String location) {
    web.status("/out", 302, Map.of("Location", location));
    CanonicalUrl url = CanonicalUrl.parse(web.url("/out")).orElseThrow();
    List<AddressRange> loopback = List.of(AddressRange.parse("127.0.0.1"));
    var redirected = (Fetched.Redirected) fetcher.fetch(request(url, loopback));
    // As the crawler does: with what the source allows, which is one address.
    if (redirected.to().host().equals("127.0.0.1")) return;
    assertRefused(fetcher.fetch(request(redirected.to(), loopback)));
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
    Fetched fetched =
        fetcher.robots(request(url, List.of(AddressRange.parse("127.0.0.0/8"))), Duration.ZERO);
    assertThat(fetched)
        .isInstanceOfSatisfying(Refused.class, r -> assertThat(r.reason()).isEqualTo("address"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "1.2.3/8"})
  void whatIsNoRangeIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> AddressRange.parse(text));
  }

  private static void assertRefused(Fetched fetched) {
    boolean refused = fetched instanceof Refused(String reason, _) && reason.equals("address");
    boolean unknown = fetched instanceof Failed(String reason, _) && reason.equals("dns");
    assertThat(refused || unknown).as(fetched.toString()).isTrue();
  }

  /// Literal addresses and names of this machine; no name leaves it.
  private static List<InetAddress> lookUp(String host) throws UnknownHostException {
    if (!host.matches("[0-9a-fx:.]+|.*localhost.*")) throw new UnknownHostException(host);
    return Dns.SYSTEM.lookup(host);
  }

  private static Request request(CanonicalUrl url, List<AddressRange> allowed) {
    return new Request(
        url, Request.Kind.ROBOTS, "RevueBot/0.1", null, null, Access.allowing(allowed));
  }

  private static int port() {
    return CanonicalUrl.parse(web.url("/")).orElseThrow().uri().getPort();
  }
}
