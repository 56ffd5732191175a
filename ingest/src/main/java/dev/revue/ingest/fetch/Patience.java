package dev.revue.ingest.fetch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Response;
import okio.AsyncTimeout;
import org.jspecify.annotations.Nullable;

/// Cancels a call whose connection, or whose head of an answer, does not come in time. The client's
/// own time-outs begin anew with every byte, also with those of a TLS handshake. Tells the
/// connection what was made of what came.
final class Patience {
  private final FetchLimits limits;
  private final Call call;
  private volatile String lacking = "";
  private Optional<Wire> wire = Optional.empty();
  private Optional<Wire> open = Optional.empty();
  private Watch watch = new Watch("");

  private Patience(FetchLimits limits, Call call) {
    this.limits = limits;
    this.call = call;
  }

  private final class Watch extends AsyncTimeout {
    private final String what;

    Watch(String what) {
      this.what = what;
    }

    @Override
    protected void timedOut() {
      lacking = what;
      call.cancel();
    }
  }

  /// Around everything: the time to a connection begins.
  static Interceptor outer(FetchLimits limits) {
    return chain -> {
      var patience = new Patience(limits, chain.call());
      patience.begin("connection", limits.connect());
      boolean answered = false;
      try {
        var request = chain.request().newBuilder().tag(Patience.class, patience).build();
        Response response = chain.proceed(request);
        answered = true;
        return response;
      } catch (IOException e) {
        throw patience.lacking.isEmpty() ? e : patience.late(e);
      } finally {
        if (!answered) patience.shut();
        patience.end();
      }
    };
  }

  /// Once there is a connection: the time to the head of the answer begins.
  static Interceptor inner(Tls tls) {
    return chain -> {
      Patience patience = chain.request().tag(Patience.class);
      if (patience == null) return chain.proceed(chain.request());
      patience.end();
      patience.begin("answer", patience.limits.silence());
      patience.over(chain.connection(), tls);
      try {
        Response response = chain.proceed(chain.request());
        if (response.protocol() == Protocol.HTTP_2) patience.open();
        return response;
      } finally {
        patience.end();
        patience.onward();
      }
    };
  }

  /// So much of the answer's body was read.
  static void progress(Response response, int bytes) {
    Patience patience = response.request().tag(Patience.class);
    if (patience != null) patience.wire.ifPresent(wire -> wire.progress(bytes));
  }

  /// Nothing more of the answer will be read.
  ///
  /// @param wanted whether what there was of it has been read
  static void over(Response response, boolean wanted) {
    Patience patience = response.request().tag(Patience.class);
    if (patience == null) return;
    Optional<Wire> open = patience.open;
    patience.shut();
    if (!wanted) open.ifPresent(Wire::abandon);
  }

  private void over(@Nullable Connection connection, Tls tls) {
    shut(); // of an answer that is asked for once more
    if (connection == null) return;
    wire = AddressGuard.wire(tls.under(connection.socket()));
    if (connection.protocol() == Protocol.HTTP_2) wire.ifPresent(Wire::ahead);
    onward();
  }

  private void open() {
    open = wire;
    open.ifPresent(Wire::open);
  }

  private void shut() {
    open.ifPresent(Wire::shut);
    open = Optional.empty();
  }

  private void onward() {
    wire.ifPresent(Wire::begin);
  }

  private void begin(String what, Duration most) {
    watch = new Watch(what);
    watch.timeout(most.toMillis(), TimeUnit.MILLISECONDS);
    watch.enter();
  }

  private void end() {
    var _ = watch.exit();
  }

  private IOException late(IOException cause) {
    var late = new InterruptedIOException("no " + lacking + " in time");
    late.initCause(cause);
    return late;
  }
}
