package dev.revue.search.web;

import dev.revue.common.json.Json;
import java.util.Map;
import java.util.TreeMap;

/// A whole HTTP answer. All of ours are text.
public record Answer(int status, String type, String body, Map<String, String> headers) {
  static final String HTML = "text/html; charset=utf-8";
  static final String JSON = "application/json; charset=utf-8";

  public Answer {
    headers = Map.copyOf(headers);
  }

  static Answer page(int status, String html) {
    return new Answer(status, HTML, html, Map.of("Cache-Control", "no-cache"));
  }

  static Answer json(int status, Object value) {
    return new Answer(status, JSON, Json.text(value), Map.of("Cache-Control", "no-cache"));
  }

  Answer with(String header, String value) {
    var all = new TreeMap<>(headers);
    all.put(header, value);
    return new Answer(status, type, body, all);
  }
}
