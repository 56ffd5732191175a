package dev.revue.ingest.robots;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.ingest.url.CanonicalUrl;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TdmRepTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/               | /any/thing?x=1    | true",
        "/dir/           | /dir/a.html       | true",
        "/dir/           | /dir              | false",
        "/Dir/           | /dir/a            | false",
        "/dir            | /directory        | true",
        "/a$             | /a                | true",
        "/a$             | /ab               | false",
        "/img/*.jpg      | /img/x/y.jpg      | true",
        "/img/*.jpg      | /img/y.jpg?w=1    | true",
        "/img/*.jpg$     | /img/y.jpg?w=1    | false",
        "/img/*.jpg$     | /img/a.jpg.b.jpg  | true",
        "/*/then         | /this/then        | true",
        "/*/then         | /then             | false",
        "*.pdf           | /x.pdf            | true",
        "*               | /                 | true",
        "/a*a$           | /a                | false",
        "/**/b           | /x/b              | true",
        "/path/foo-%24   | /path/foo-$       | true",
        "/path/foo-%24   | /path/foo-        | false",
        "/%7Euser/       | /~user/           | true",
        "/caf%c3%a9      | /caf%C3%A9        | true",
        "/café           | /caf%C3%A9        | true",
        "/a%2Fb          | /a%2Fb            | true",
        "/a%2Fb          | /a/b              | false",
        "/s?q=           | /s?q=1            | true",
        "/100%           | /100%25           | true",
        "dir             | /dir              | false",
        "$               | /                 | false",
      })
  void aPatternMatchesAsInRobotsTxt(String location, String path, boolean matches) {
    String text = "[{\"location\": \"" + location + "\", \"tdm-reservation\": 1}]";
    assertThat(TdmRep.parse(text).usage(url(path)).containsKey("tdm")).isEqualTo(matches);
  }

  @Test
  void theFirstRuleThatMatchesDecides() {
    var rep =
        TdmRep.parse(
            """
            [{"location": "/a/", "tdm-reservation": 1},
             {"location": "/b/html/", "tdm-reservation": "1", "tdm-policy": "https://example.org/p.json"},
             {"location": "/b/images/*.jpg", "tdm-reservation": 0},
             {"location": "/b/", "tdm-reservation": 1, "tdm-policy": "no address"},
             {"location": "/a/b", "tdm-reservation": 0}]
            """);
    Map<String, String> reserved = Map.of("tdm", "tdmrep.json");
    assertThat(rep.usage(url("/a/b"))).isEqualTo(reserved);
    assertThat(rep.usage(url("/b/html/x")))
        .isEqualTo(Map.of("tdm", "tdmrep.json", "tdm-policy", "https://example.org/p.json"));
    assertThat(rep.usage(url("/b/images/x.jpg"))).isEmpty();
    assertThat(rep.usage(url("/b/images/x.png"))).isEqualTo(reserved);
    assertThat(rep.usage(url("/c"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<!doctype html><title>404</title>",
        "null",
        "1",
        "\"x\"",
        "[",
        "[1, null, \"x\", []]",
        "[{\"location\": \"/\"}]",
        "[{\"tdm-reservation\": 1}]",
        "[{\"location\": \"/\", \"tdm-reservation\": 2}]",
        "[{\"location\": \"/\", \"tdm-reservation\": true}]",
        "[{\"location\": [\"/\"], \"tdm-reservation\": 1}]"
      })
  void whatIsNoRuleSaysNothing(String text) {
    assertThat(TdmRep.parse(text).usage(url("/"))).isEmpty();
  }

  @Test
  void oneRuleWithoutBracketsIsHeard() {
    String text = "{\"location\": \"/\", \"tdm-reservation\": 1}";
    assertThat(TdmRep.parse(text).usage(url("/"))).containsEntry("tdm", "tdmrep.json");
  }

  @Test
  @Timeout(10)
  void aPatternOfManyStarsEnds() {
    String text = "[{\"location\": \"" + "/*a".repeat(600) + "b\", \"tdm-reservation\": 1}]";
    assertThat(TdmRep.parse(text).usage(url("/" + "a/".repeat(900)))).isEmpty();
  }

  @Property
  void aPlainPathMatchesItselfAndWhatIsBelow(@ForAll String text) {
    CanonicalUrl.parse("https://example.org/" + text.replace("*", "").replace("$", ""))
        .ifPresent(url -> {
          String below = url.query().isEmpty() ? url.path() : url.path() + "?" + url.query();
          String target = UrlPathPattern.target(url);
          assertThat(UrlPathPattern.of(below).matches(target)).isTrue();
          assertThat(UrlPathPattern.of("/").matches(target)).isTrue();
        });
  }

  private static CanonicalUrl url(String path) {
    return CanonicalUrl.parse("https://example.org" + path).orElseThrow();
  }
}
