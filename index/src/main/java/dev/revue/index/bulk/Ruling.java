package dev.revue.index.bulk;

import dev.revue.common.json.Json;
import dev.revue.index.bulk.BulkEndpoint.Reply;
import dev.revue.index.bulk.BulkEndpoint.Reply.Answered;
import dev.revue.index.bulk.BulkEndpoint.Reply.Unanswered;
import dev.revue.index.bulk.Outcome.Applied;
import dev.revue.index.bulk.Outcome.Held;
import dev.revue.index.bulk.Outcome.Rejected;
import dev.revue.index.bulk.Outcome.Superseded;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What a reply means for the documents of its bulk. Outage holds, bad document parks; whatever is
/// not known to be the document's own fault holds.
sealed interface Ruling {
  /// An outcome for each document, in the order in which they were sent.
  record Each(List<Outcome> outcomes) implements Ruling {}

  /// The request as a whole was refused because of something in it.
  ///
  /// @param rejected what it means for a document that was in it alone
  record Refused(Rejected rejected) implements Ruling {}

  /// Nothing was decided about any document.
  record Outage(Held held) implements Ruling {}

  /// Refused as too large, it is not the document that has to change.
  int SMALL = 64 << 10;

  /// @param documents how many were sent
  /// @param bytes how many these were
  static Ruling of(Reply reply, int documents, int bytes) {
    return switch (reply) {
      case Unanswered(String why) -> new Outage(new Held(0, unreachable(why)));
      case Answered(int status, String body) when status == 200 -> items(body, documents);
      case Answered(int status, String body) when status == 400 && isElasticsearch(body) ->
          new Refused(new Rejected("rejected-request", said(body)));
      case Answered(int status, String body)
          when status == 413 && (documents > 1 || bytes > SMALL) ->
          new Refused(
              new Rejected("oversized", "larger than Elasticsearch's http.max_content_length"));
      case Answered(int status, String body) ->
          new Outage(new Held(status, obstacle(status, "", said(body))));
    };
  }

  private static Ruling items(String body, int documents) {
    try {
      JsonNode items = Json.MAPPER.readTree(body).path("items");
      if (items.size() != documents) {
        return new Outage(
            new Held(0, unreachable(items.size() + " answers to " + documents + " documents")));
      }
      var outcomes = new ArrayList<Outcome>(documents);
      for (JsonNode item : items) outcomes.add(outcome(item.path("index")));
      return new Each(outcomes);
    } catch (JacksonException e) {
      return new Outage(new Held(0, unreachable("an answer that is not JSON")));
    }
  }

  private static Outcome outcome(JsonNode item) {
    int status = item.path("status").asInt(0);
    JsonNode error = item.path("error");
    String type = error.path("type").asString("");
    String reason = reason(error);
    return switch (status) {
      case 200, 201 -> new Applied();
      case 409 -> new Superseded();
      // Documents hold only fields of the contract: it is the mapping that is another.
      case 400 ->
          type.equals("strict_dynamic_mapping_exception")
              ? new Held(
                  status,
                  reason
                      + ": the index's mapping is older than the contract; run `revue setup`, or start index with REVUE_INDEX_SETUP=true")
              : new Rejected("rejected-document", type + ": " + reason);
      default -> new Held(status, obstacle(status, type, reason));
    };
  }

  private static String obstacle(int status, String type, String reason) {
    String remedy =
        switch (status) {
          case 400 ->
              "what answers is no Elasticsearch; check REVUE_ELASTICSEARCH_URL and the proxies on the way";
          case 413 ->
              "not even a small document is taken; raise the limit of the proxy on the way, or http.max_content_length";
          case 401 ->
              "Elasticsearch does not know us; check REVUE_ELASTICSEARCH_API_KEY, or _USERNAME and _PASSWORD";
          case 403 ->
              type.equals("cluster_block_exception")
                  ? "the index is blocked for writes; lift index.blocks.write when it may go on"
                  : "we may not write; grant `index` on the write aliases";
          case 404 ->
              "the write alias is missing; run `revue setup`, or start index with REVUE_INDEX_SETUP=true";
          case 429 ->
              type.equals("cluster_block_exception")
                  ? "Elasticsearch's disk is full; make room, it lifts the block by itself"
                  : "Elasticsearch has too much to do; going slower";
          case 503 -> "Elasticsearch has no primary shard or no master to write to; see its log";
          default -> "Elasticsearch cannot write; see its log";
        };
    return "%s (%d %s %s)".formatted(remedy, status, type, reason).replace("  ", " ");
  }

  private static String unreachable(String why) {
    return "Elasticsearch does not answer; check that it runs and REVUE_ELASTICSEARCH_URL ("
        + why
        + ")";
  }

  /// Whether it is Elasticsearch that found fault with the request, and not a proxy before it.
  private static boolean isElasticsearch(String body) {
    try {
      return Json.MAPPER.readTree(body).path("error").path("type").isString();
    } catch (JacksonException e) {
      return false;
    }
  }

  private static String said(String body) {
    try {
      JsonNode error = Json.MAPPER.readTree(body).path("error");
      if (error.isObject()) return error.path("type").asString("") + ": " + reason(error);
    } catch (JacksonException e) {
      // A proxy's page, or nothing: the beginning of it is all there is to say.
    }
    String text = body.strip();
    return text.substring(0, Math.min(text.length(), 300));
  }

  private static String reason(JsonNode error) {
    String reason = error.path("reason").asString("");
    String cause = error.path("caused_by").path("reason").asString("");
    return cause.isEmpty() ? reason : reason + ": " + cause;
  }
}
