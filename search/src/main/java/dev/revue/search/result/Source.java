package dev.revue.search.result;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads a document field by field. What is missing, empty or of another kind than expected is
/// absent: one odd document must not take the page down.
record Source(JsonNode node) {
  @Nullable String text(String field) {
    JsonNode value = node.path(field);
    JsonNode one = value.isArray() ? value.path(0) : value;
    if (!one.isString() && !one.isNumber()) return null;
    String text = one.asString();
    return text.isBlank() ? null : text;
  }

  String text(String field, String otherwise) {
    String text = text(field);
    return text == null ? otherwise : text;
  }

  List<String> texts(String field) {
    JsonNode value = node.path(field);
    if (!value.isArray()) {
      String one = text(field);
      return one == null ? List.of() : List.of(one);
    }
    var texts = new ArrayList<String>();
    for (JsonNode each : value) {
      if (each.isString() && !each.asString().isBlank()) texts.add(each.asString());
    }
    return List.copyOf(texts);
  }

  @Nullable Double number(String field) {
    JsonNode value = node.path(field);
    return value.isNumber() ? value.doubleValue() : null;
  }

  @Nullable Integer whole(String field) {
    JsonNode value = node.path(field);
    return value.isNumber() ? Integer.valueOf((int) value.doubleValue()) : null;
  }

  int count(String field) {
    Integer count = whole(field);
    return count == null ? 0 : Math.max(0, count);
  }

  /// An address that is safe to link to: absolute, http or https.
  @Nullable String webAddress(String field) {
    String text = text(field);
    if (text == null) return null;
    try {
      var uri = new URI(text);
      boolean web =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      return web && uri.getRawAuthority() != null ? text : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  @Nullable String languageTag(String field) {
    String text = text(field);
    return text != null && text.matches("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*") ? text : null;
  }
}
