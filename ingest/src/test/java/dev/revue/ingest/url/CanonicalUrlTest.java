package dev.revue.ingest.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
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
        "https://./"
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
    assertThat(base.resolve("javascript:void(0)")).isEmpty();
  }

  @Property
  void spellingAgainChangesNothing(
      @ForAll @StringLength(max = 60) @CharRange(from = '!', to = 'ÿ') String tail) {
    Optional<CanonicalUrl> once = CanonicalUrl.parse("http://Example.org/" + tail);
    once.ifPresent(url -> assertThat(CanonicalUrl.parse(url.text())).hasValue(url));
  }
}
