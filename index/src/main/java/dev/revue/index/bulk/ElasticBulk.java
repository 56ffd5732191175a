package dev.revue.index.bulk;

import co.elastic.clients.transport.rest5_client.low_level.Cancellable;
import co.elastic.clients.transport.rest5_client.low_level.Request;
import co.elastic.clients.transport.rest5_client.low_level.Response;
import co.elastic.clients.transport.rest5_client.low_level.ResponseException;
import co.elastic.clients.transport.rest5_client.low_level.ResponseListener;
import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import dev.revue.index.bulk.BulkEndpoint.Reply.Answered;
import dev.revue.index.bulk.BulkEndpoint.Reply.Unanswered;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/// The `_bulk` of an Elasticsearch. It uses the low-level client: the typed one would write every
/// document again, and fails on answers without a body.
public final class ElasticBulk implements BulkEndpoint {
  private static final ContentType NDJSON = ContentType.create("application/x-ndjson");
  private static final String PARTS =
      "items.*.status,items.*.error.type,items.*.error.reason,items.*.error.caused_by.reason,error,status";

  private final Rest5Client client;
  private final Duration timeout;

  /// @param client is closed with this
  /// @param timeout after which an answer no longer counts
  public ElasticBulk(Rest5Client client, Duration timeout) {
    this.client = client;
    this.timeout = timeout;
  }

  @Override
  public CompletableFuture<Reply> send(byte[] body) {
    var request = new Request("POST", "/_bulk");
    request.addParameter("filter_path", PARTS);
    request.setEntity(new ByteArrayEntity(body, NDJSON));
    var reply = new CompletableFuture<Reply>();
    Cancellable running;
    try {
      running = client.performRequestAsync(request, listener(reply));
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(new Unanswered(e.toString()));
    }
    var late = new Unanswered("no answer within " + timeout.toSeconds() + " s");
    return reply
        .completeOnTimeout(late, timeout.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((said, failure) -> {
          if (said.equals(late)) running.cancel();
        });
  }

  @Override
  public void close() throws IOException {
    client.close();
  }

  private static ResponseListener listener(CompletableFuture<Reply> reply) {
    return new ResponseListener() {
      @Override
      public void onSuccess(Response response) {
        reply.complete(answered(response));
      }

      @Override
      public void onFailure(Exception failure) {
        reply.complete(
            failure instanceof ResponseException answer
                ? answered(answer.getResponse())
                : new Unanswered(failure.toString()));
      }
    };
  }

  private static Reply answered(Response response) {
    HttpEntity entity = response.getEntity();
    try {
      byte[] bytes = entity == null ? new byte[0] : EntityUtils.toByteArray(entity);
      return new Answered(response.getStatusCode(), new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return new Unanswered("the answer broke off: " + e);
    }
  }
}
