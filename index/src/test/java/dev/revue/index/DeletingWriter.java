package dev.revue.index;

import co.elastic.clients.transport.rest5_client.low_level.Request;
import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import dev.revue.common.event.ReviewEvent;
import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.common.event.ReviewEvent.ReviewRemoved;
import dev.revue.common.json.Json;
import dev.revue.common.kafka.Events;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.JsonNode;

/// A counter-example, not for use: writes reviews as well-known connectors do, where a removal is a
/// DELETE. Elasticsearch checks the version of a DELETE like any other, but remembers it only for
/// `index.gc_deletes` and not across a restart: there is no document left that could hold it.
final class DeletingWriter {
  private static final int BULK = 2_000;

  private final Rest5Client elastic;
  private final String index;
  private final ToLongFunction<ConsumerRecord<byte[], byte[]>> version;

  private DeletingWriter(
      Rest5Client elastic, String index, ToLongFunction<ConsumerRecord<byte[], byte[]>> version) {
    this.elastic = elastic;
    this.index = index;
    this.version = version;
  }

  /// The offset decides who is newer.
  static DeletingWriter byOffset(Rest5Client elastic, String index) {
    return new DeletingWriter(elastic, index, ConsumerRecord::offset);
  }

  /// The event's own version decides who is newer.
  static DeletingWriter byVersion(Rest5Client elastic, String index) {
    return new DeletingWriter(elastic, index, record -> Events.review(record).version().value());
  }

  /// Writes the records in their order. Returns how many answers of each status there were.
  Map<Integer, Integer> write(List<ConsumerRecord<byte[], byte[]>> records) throws IOException {
    var statuses = new TreeMap<Integer, Integer>();
    for (int from = 0; from < records.size(); from += BULK) {
      var body = new StringBuilder();
      records.subList(from, Math.min(from + BULK, records.size())).forEach(r -> append(r, body));
      var request = new Request("POST", "/" + index + "/_bulk");
      request.setJsonEntity(body.toString());
      JsonNode answer =
          Json.MAPPER.readTree(
              EntityUtils.toByteArray(elastic.performRequest(request).getEntity()));
      for (JsonNode item : answer.path("items")) {
        statuses.merge(item.iterator().next().path("status").asInt(), 1, Integer::sum);
      }
    }
    return statuses;
  }

  private void append(ConsumerRecord<byte[], byte[]> record, StringBuilder body) {
    ReviewEvent event = Events.review(record);
    String action =
        switch (event) {
          case Review _ -> "index";
          case ReviewRemoved _ -> "delete";
        };
    body.append(
        "{\"%s\":{\"_id\":\"%s\",\"version\":%d,\"version_type\":\"external\"}}\n"
            .formatted(action, event.id(), version.applyAsLong(record)));
    if (event instanceof Review) body.append("{\"id\":\"%s\"}\n".formatted(event.id()));
  }
}
