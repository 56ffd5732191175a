package dev.revue.ingest.url;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// The http(s) cases of the URL Standard's own tests: what is an http(s) URL there, and what is
/// none though it, or its base, looks like one.
class UrlStandardTest {
  /// A name of one empty punycode label, which the transport does not take.
  private static final Set<String> NOT_OURS = Set.of("https://xn--/");

  record Case(String input, @Nullable String base, @Nullable String href) {
    boolean http() {
      if (href != null) return looksHttp(href);
      return looksHttp(input) || looksHttp(base);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void itIsWhatBrowsersMakeOfIt(Case given) {
    Optional<WebUrl> base =
        Optional.ofNullable(given.base).flatMap(text -> WebUrl.parse(text, null));
    assertThat(WebUrl.parse(given.input, base.orElse(null)).map(WebUrl::href))
        .isEqualTo(Optional.ofNullable(given.href));
  }

  @Test
  void thereAreNearlyAllOfThem() throws IOException {
    assertThat(cases().size() + NOT_OURS.size()).isEqualTo(443);
  }

  static List<Case> cases() throws IOException {
    try (var in = UrlStandardTest.class.getResourceAsStream("/wpt/urltestdata.json")) {
      JsonNode all = Json.MAPPER.readTree(in);
      return StreamSupport.stream(all.spliterator(), false)
          .filter(JsonNode::isObject) // the others are comments
          .map(node -> new Case(text(node, "input"), text(node, "base"), text(node, "href")))
          .filter(Case::http)
          .filter(given -> !NOT_OURS.contains(given.input))
          .toList();
    }
  }

  private static boolean looksHttp(@Nullable String text) {
    if (text == null) return false;
    String start = text.strip().toLowerCase(Locale.ROOT);
    return Stream.of("http:", "https:").anyMatch(start::startsWith);
  }

  private static @Nullable String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isString() ? value.stringValue() : null;
  }
}
