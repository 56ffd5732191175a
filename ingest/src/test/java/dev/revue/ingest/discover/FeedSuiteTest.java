package dev.revue.ingest.discover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.json.Json;
import dev.revue.ingest.url.CanonicalUrl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The feeds of feedparser's own tests, see `feedparser/README.md`.
class FeedSuiteTest {
  private static final CanonicalUrl URL =
      CanonicalUrl.parse("https://example.org/feed").orElseThrow();
  private static final Pattern EXPECTED =
      Pattern.compile(
          "Expect:\\s+(?:not bozo and )?entries\\[0\\]\\['(title|link)'\\] == u?'([^'\\\\<&%]*)'\\s*$",
          Pattern.MULTILINE);
  private static List<Case> cases = List.of();

  private record Case(String name, String group, String body) {
    byte[] bytes() {
      return Base64.getDecoder().decode(body);
    }

    Discovery read() {
      return Discovery.of(URL, bytes(), Map.of());
    }
  }

  @BeforeAll
  static void unpack() throws IOException {
    try (var in = FeedSuiteTest.class.getResourceAsStream("/feedparser/feeds.jsonl.gz");
        var lines =
            new BufferedReader(
                new InputStreamReader(
                    new GZIPInputStream(Objects.requireNonNull(in)), StandardCharsets.UTF_8))) {
      cases = lines.lines().map(line -> Json.MAPPER.readValue(line, Case.class)).toList();
    }
    assertThat(cases).hasSize(907);
  }

  @Test
  void allWellFormedOnesAreFeeds() {
    assertThat(notRead("wellformed")).isEmpty();
  }

  @Test
  void allIllFormedOnesAreFeeds() {
    assertThat(notRead("illformed")).isEmpty();
  }

  @Test
  void thoseInStrangeEncodingsAreFeeds() {
    assertThat(notRead("encoding")).isEmpty();
  }

  @Test
  void theirFirstEntriesAreWhatIsExpected() {
    int asked = 0;
    for (Case one : cases) {
      Matcher expected = EXPECTED.matcher(new String(one.bytes(), StandardCharsets.ISO_8859_1));
      if (!one.group.equals("wellformed") || !expected.find()) continue;
      asked++;
      Discovery.Item first = one.read().entries().getFirst();
      assertThat(expected.group(1).equals("link") ? first.url() : first.title())
          .as(one.name)
          .isEqualTo(expected.group(2));
    }
    assertThat(asked).isEqualTo(20);
  }

  private static List<String> notRead(String group) {
    return cases.stream()
        .filter(one -> one.group.equals(group))
        .filter(one -> !Set.of("rss", "atom").contains(one.read().kind()))
        .map(Case::name)
        .toList();
  }
}
