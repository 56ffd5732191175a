package dev.revue.search;

import dev.revue.common.settings.ElasticSettings;
import dev.revue.common.settings.Env;

/// Where search listens and which Elasticsearch it reads.
///
/// @param port 0 = one that the system hands out
public record SearchSettings(String host, int port, ElasticSettings elastic) {
  public static SearchSettings from(Env env) {
    return new SearchSettings(
        env.text("REVUE_SEARCH_HOST", "127.0.0.1"),
        env.number("REVUE_SEARCH_PORT", 8080, 0, 65_535),
        ElasticSettings.from(env));
  }
}
