package dev.revue.cli.demo;

import dev.revue.common.json.Json;
import dev.revue.ingest.IngestStage;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/// What `--once` prints at its end: counts, and the top hits of an example query as search serves
/// them.
final class Summary {
  private static final String EXAMPLE = "slow-burn heist";
  private static final int HITS = 3;

  private Summary() {}

  static String of(Watch watch, URI search, Duration took)
      throws IOException, InterruptedException {
    IngestStage.Progress crawl = watch.crawl();
    var text = new StringBuilder();
    text.append(
        "visits %d: %d pages new or changed, %d documents as before; %d new reviews, %d searchable; dead letters %d; %.1f s%n"
            .formatted(
                crawl.fetched(),
                crawl.pagesEmitted(),
                crawl.unchanged(),
                watch.reviews(),
                watch.searchable(),
                watch.deadLetters(),
                took.toMillis() / 1000.0));
    text.append("search \"%s\"%n".formatted(EXAMPLE));
    int rank = 0;
    for (JsonNode hit : hits(search)) {
      text.append("  %d. %s%n".formatted(++rank, line(hit)));
    }
    if (rank == 0) text.append("  no hits%n".formatted());
    return text.toString();
  }

  private static JsonNode hits(URI search) throws IOException, InterruptedException {
    String query = URLEncoder.encode(EXAMPLE, StandardCharsets.UTF_8);
    var request =
        HttpRequest.newBuilder(search.resolve("/api/v1/search?size=" + HITS + "&q=" + query))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      return Json.MAPPER
          .readTree(http.send(request, BodyHandlers.ofByteArray()).body())
          .path("hits");
    }
  }

  private static String line(JsonNode hit) {
    JsonNode review = hit.path("review");
    JsonNode item = review.path("item");
    String title = item.path("title").asString(review.path("headline").asString("untitled"));
    String year = item.hasNonNull("year") ? " (" + item.path("year").asInt() + ")" : "";
    JsonNode score = review.path("rating").path("score");
    String shown = score.isNumber() ? "%.0f of 100".formatted(score.asDouble()) : "no score";
    return title + year + "  " + shown + "  " + review.path("site").asString("");
  }
}
