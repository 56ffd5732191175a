package dev.revue.ingest.robots;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Product tokens of well-known crawlers that feed models, by what they take pages for. A site that
/// forbids one of them by name says what it does not want its pages used for.
final class AiCrawlers {
  /// To train models.
  private static final List<String> TRAIN =
      List.of(
          "GPTBot",
          "Google-Extended",
          "CCBot",
          "ClaudeBot",
          "anthropic-ai",
          "Applebot-Extended",
          "Bytespider",
          "meta-externalagent",
          "FacebookBot",
          "Amazonbot",
          "cohere-ai",
          "cohere-training-data-crawler",
          "Diffbot",
          "omgili",
          "omgilibot",
          "Webzio-Extended",
          "Timpibot",
          "ImagesiftBot",
          "PanguBot");

  /// To answer with: search and retrieval for models.
  private static final List<String> INPUT =
      List.of(
          "PerplexityBot",
          "Perplexity-User",
          "OAI-SearchBot",
          "ChatGPT-User",
          "Claude-Web",
          "Claude-User",
          "Claude-SearchBot",
          "meta-externalfetcher",
          "DuckAssistBot",
          "MistralAI-User",
          "YouBot",
          "Google-CloudVertexBot");

  /// The use for each token.
  static final Map<String, String> USES = uses();

  private AiCrawlers() {}

  private static Map<String, String> uses() {
    var uses = new LinkedHashMap<String, String>();
    TRAIN.forEach(token -> uses.put(token, "ai-train"));
    INPUT.forEach(token -> uses.put(token, "ai-input"));
    return Map.copyOf(uses);
  }
}
