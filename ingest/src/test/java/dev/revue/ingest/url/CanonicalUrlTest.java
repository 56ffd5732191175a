package dev.revue.ingest.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalUrlTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "http://example.org http://example.org/",
        "HTTP://EXAMPLE.org:80/A http://example.org/A",
        "https://example.org:443/a https://example.org/a",
        "https://example.org:8443/a https://example.org:8443/a",
        "https://example.org/a#top https://example.org/a",
        "https://user:secret@example.org/a https://example.org/a",
        "https://example.org/a/../b/./c https://example.org/b/c",
        "https://example.org/a/%2e%2e/b https://example.org/b",
        "https://example.org/a%7eb https://example.org/a~b",
        "https://example.org/a%c3%a9 https://example.org/a%C3%A9",
        "https://example.org/é https://example.org/%C3%A9",
        "https://bücher.example/a https://xn--bcher-kva.example/a",
        "https://example.org./a https://example.org/a",
        "https://example.org/a? https://example.org/a",
        "https://example.org/a?utm_source=x&b=1&UTM_Medium=y https://example.org/a?b=1",
        "https://example.org/a?fbclid=1&gclid=2 https://example.org/a",
        "https://example.org/a?z=1&a=2 https://example.org/a?z=1&a=2",
        "https://example.org/a?q=%2F&r=+ https://example.org/a?q=%2F&r=+",
        "https://example.org/a?b&c= https://example.org/a?b&c=",
        "https://example.org\\a\\b https://example.org/a/b",
        "https://example.org/a?utm%5Fsource=x&b=1 https://example.org/a?b=1",
        "https://example.org/a?&&b=1& https://example.org/a?b=1",
        "https://example.org/a|b?c|d https://example.org/a%7Cb?c|d",
        "https://example.org/100%/%zz https://example.org/100%/%zz",
        "https://example.org/%%36%31 https://example.org/%%361",
        "https://EXAMPLE.org%2e/a https://example.org/a",
        "http://0x7f.1/ http://127.0.0.1/",
        "http://2130706433:8080/ http://127.0.0.1:8080/",
        "http://[::ffff:127.0.0.1]/ http://127.0.0.1/",
        "http://[2001:DB8:0:0:0:0:0:1]:80/ http://[2001:db8::1]/",
        "http:example.org/a http://example.org/a",
        "https:///example.org/a https://example.org/a",
      })
  void thereIsOneSpelling(String given, String canonical) {
    assertThat(CanonicalUrl.parse(given)).map(CanonicalUrl::text).hasValue(canonical);
    assertThat(CanonicalUrl.parse(canonical)).map(CanonicalUrl::text).hasValue(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mailto:a@example.org",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "/a",
        "http://",
        "http://exa mple.org/",
        "data:text/html,x",
        "http://example.org:99999/",
        "https://./",
        "https://../",
        "https://example..org/",
        "http://example.org:0/",
        "http://256.0.0.1/",
        "http://example.1/",
        "http://[::1/",
        "http://a%00b/",
        "http://a%b/",
        "https://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.org/"
      })
  void whatIsNotOfTheWebIsNoUrl(String given) {
    assertThat(CanonicalUrl.parse(given)).isEmpty();
  }

  @Test
  void endlessUrlsAreNone() {
    assertThat(CanonicalUrl.parse("https://example.org/" + "a".repeat(2_000))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://www.example.co.uk/, example.co.uk",
    "https://a.b.example.org:8080/, example.org",
    "https://someone.github.io/, someone.github.io",
    "http://127.0.0.1:8080/, 127.0.0.1:8080",
    "http://[::1]/, [::1]:80",
    "http://localhost:9000/, localhost:9000",
    "http://intranet/, intranet:80",
    "https://xn--bcher-kva.example.de/, example.de",
    "https://www.xn--bcher-kva.de/, xn--bcher-kva.de",
    "https://co.uk/, co.uk:443",
  })
  void theDomainIsWhatOneCanRegister(String url, String domain) {
    assertThat(CanonicalUrl.parse(url)).map(CanonicalUrl::domain).hasValue(domain);
  }

  @Test
  void referencesResolve() {
    CanonicalUrl base = CanonicalUrl.parse("https://example.org/a/b?c=1").orElseThrow();
    assertThat(base.resolve("../d")).map(CanonicalUrl::text).hasValue("https://example.org/d");
    assertThat(base.resolve("?p=2"))
        .map(CanonicalUrl::text)
        .hasValue("https://example.org/a/b?p=2");
    assertThat(base.resolve("//other.org/x"))
        .map(CanonicalUrl::text)
        .hasValue("https://other.org/x");
    assertThat(base.resolve("https:e")).map(CanonicalUrl::text).hasValue("https://example.org/a/e");
    assertThat(base.resolve("#top")).hasValue(base);
    assertThat(base.resolve("")).hasValue(base);
    assertThat(base.resolve(" /\ta\nb "))
        .map(CanonicalUrl::text)
        .hasValue("https://example.org/ab");
    assertThat(base.resolve("javascript:void(0)")).isEmpty();
  }

  @Test
  void itKnowsItsParts() {
    CanonicalUrl url = new CanonicalUrl("https://[2001:db8::1]:8443/a/b?c=1&d");
    assertThat(url.host()).isEqualTo("2001:db8::1");
    assertThat(url.server()).isEqualTo("[2001:db8::1]:8443");
    assertThat(url.path()).isEqualTo("/a/b");
    assertThat(url.query()).isEqualTo("c=1&d");
    assertThat(url.robots().text()).isEqualTo("https://[2001:db8::1]:8443/robots.txt");
    assertThat(new CanonicalUrl("http://example.org/").server()).isEqualTo("example.org:80");
  }

  @Test
  void anotherSpellingIsRefused() {
    assertThatThrownBy(() -> new CanonicalUrl("http://example.org"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'http://example.org'");
  }

  @Test
  void hostsAreKnownAgain() {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 20_000; i++) {
        var url = new CanonicalUrl("http://www.host-" + i + ".co.uk/");
        assertThat(url.domain()).isEqualTo("host-" + i + ".co.uk");
      }
    }
  }

  @Property
  void spellingAgainChangesNothing(
      @ForAll @StringLength(max = 60) @CharRange(from = '!', to = 'ÿ') String tail) {
    stays(CanonicalUrl.parse("http://Example.org/" + tail));
  }

  @Property
  void escapesSettle(
      @ForAll
          @StringLength(max = 30)
          @Chars({'%', '2', '3', '5', '6', 'e', 'E', '.', '/', '?', '&'})
          String tail) {
    stays(CanonicalUrl.parse("http://example.org/" + tail));
  }

  @Property
  void noTextIsTooStrange(@ForAll @StringLength(max = 60) String text) {
    stays(CanonicalUrl.parse(text));
    stays(CanonicalUrl.parse("http://" + text));
    stays(new CanonicalUrl("https://example.org/a/b").resolve(text));
  }

  /// Spelt again it is the same, and the transport sends it as it is spelt.
  private static void stays(Optional<CanonicalUrl> once) {
    once.ifPresent(url -> {
      assertThat(CanonicalUrl.parse(url.text())).hasValue(url);
      assertThat(HttpUrl.get(url.text())).hasToString(url.text());
    });
  }
}
