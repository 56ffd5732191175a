package dev.revue.ingest.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.revue.ingest.url.CanonicalUrl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourcesTest {
  @Test
  void everythingThatCanBeSaidIsUnderstood() {
    Sources sources =
        Sources.parse(
            "s.yml",
            """
            user_agent: RevueBot/0.1 (+https://example.org/bot)
            defaults: {delay: 3s, revisit: {min: 2h, max: 10d}, depth: 2, allow_addresses: [127.0.0.0/8]}
            sources:
              - name: screening-room
                start: [https://example.org/reviews]
                feeds: [https://example.org/feed.xml]
                sitemaps: auto
                allow: ["/reviews/"]
                deny: ["\\\\?print="]
                select: {rating: ".verdict .score"}
              - name: other
                sitemaps: [https://other.example/map.xml]
                delay: 250ms
                allow_addresses: []
            """);
    assertThat(sources.productToken()).isEqualTo("RevueBot");
    Source room = sources.named("screening-room").orElseThrow();
    assertThat(room.delay()).isEqualTo(Duration.ofSeconds(3));
    assertThat(room.revisit().min()).isEqualTo(Duration.ofHours(2));
    assertThat(room.depth()).isEqualTo(2);
    assertThat(room.autoSitemaps()).isTrue();
    assertThat(room.allowAddresses()).hasSize(1);
    assertThat(room.select()).containsEntry("rating", ".verdict .score");
    Source other = sources.named("other").orElseThrow();
    assertThat(other.delay()).isEqualTo(Duration.ofMillis(250));
    assertThat(other.allowAddresses()).isEmpty();
    assertThat(other.sitemaps()).hasSize(1);
  }

  @Test
  void allMistakesAreNamedAtOnceWithLineAndRemedy() {
    List<String> mistakes =
        mistakes(
            """
            user_agent: ""
            defautls: {}
            defaults:
              delay: soon
              revisit: {min: 2d, max: 1d}
              depth: deep
              allow_addresses: [localhost]
            sources:
              - name: Bad Name
                start: [ftp://example.org/]
                allow: ["("]
                select: {rating: "..x"}
                dely: 1s
              - name: twice
                start: https://example.org/
              - name: twice
            """);
    assertThat(mistakes)
        .anyMatch(m -> m.startsWith("s.yml:1: user_agent"))
        .anyMatch(m -> m.startsWith("s.yml:2: 'defautls' is not a key of the file"))
        .anyMatch(m -> m.startsWith("s.yml:4: 'soon' is not a time"))
        .anyMatch(m -> m.startsWith("s.yml:5: revisit: min"))
        .anyMatch(m -> m.startsWith("s.yml:6: 'deep' is not a depth"))
        .anyMatch(m -> m.startsWith("s.yml:7: 'localhost' is not a range"))
        .anyMatch(m -> m.startsWith("s.yml:9: name 'Bad Name'"))
        .anyMatch(m -> m.startsWith("s.yml:10: start: 'ftp://example.org/'"))
        .anyMatch(m -> m.startsWith("s.yml:11: '(' is not a regular expression"))
        .anyMatch(m -> m.startsWith("s.yml:12: '..x' is not a CSS selector"))
        .anyMatch(m -> m.startsWith("s.yml:13: 'dely' is not a key of a source"))
        .anyMatch(m -> m.startsWith("s.yml:15: start is not a list"))
        .anyMatch(m -> m.startsWith("s.yml:16: name twice is taken by line 14"))
        .anyMatch(m -> m.startsWith("s.yml:16: nothing to begin with"))
        .hasSize(14);
  }

  @Test
  void whatIsNotYamlIsSaidWithItsLine() {
    assertThat(mistakes("sources: [\n  a: b: c\n")).singleElement().asString().startsWith("s.yml:");
    assertThat(mistakes("a: 1\na: 2\n")).anyMatch(m -> m.contains("twice"));
    assertThat(mistakes("")).anyMatch(m -> m.contains("not a mapping"));
    assertThat(mistakes("- a")).anyMatch(m -> m.contains("not a mapping"));
  }

  @Test
  void aMissingFileSaysWhichSettingNamesIt() {
    var thrown =
        catchThrowableOfType(
            SourcesException.class, () -> Sources.read(Path.of("/nowhere/sources.yml")));
    assertThat(thrown).hasMessageContaining("REVUE_INGEST_SOURCES");
  }

  @Test
  void patternsAreForTheSourcesOwnDomainsUnlessTheyNameAnother() {
    Source source =
        Sources.parse(
                "s.yml",
                """
                user_agent: Bot/1
                sources:
                  - name: a
                    start: [https://www.example.org/reviews/]
                    allow: ["/reviews/", "https://partner\\\\.example/r/"]
                    deny: ["\\\\?print="]
                """)
            .sources()
            .getFirst();
    assertThat(source.wants(url("https://example.org/reviews/1"))).isTrue();
    assertThat(source.wants(url("https://example.org/news/1"))).isFalse();
    assertThat(source.wants(url("https://example.org/reviews/1?print=1"))).isFalse();
    assertThat(source.wants(url("https://stranger.example/reviews/1"))).isFalse();
    assertThat(source.wants(url("https://partner.example/r/1"))).isTrue();
  }

  private static CanonicalUrl url(String text) {
    return CanonicalUrl.parse(text).orElseThrow();
  }

  private static List<String> mistakes(String yaml) {
    return catchThrowableOfType(SourcesException.class, () -> Sources.parse("s.yml", yaml))
        .mistakes();
  }
}
