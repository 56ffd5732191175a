package dev.revue.ingest.fetch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.Dns;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/// A client for each way to the web, each with a pool of its own: the transport takes an open
/// connection to the same host for as good as a new one, whoever's guard let it through.
final class Clients implements AutoCloseable {
  /// To find a connection, the transport looks at all of a pool.
  private static final int POOLS = 32;

  private static final int IDLE_CONNECTIONS = 256 / POOLS;
  private static final int IDLE_SECONDS = 30;

  private static final List<AddressRange> EVERYWHERE =
      List.of(AddressRange.parse("0.0.0.0/0"), AddressRange.parse("::/0"));

  private final Dns dns;
  private final OkHttpClient base;
  private final Map<Way, OkHttpClient> clients = new ConcurrentHashMap<>();

  Clients(FetchLimits limits, Dns dns, Tls tls) {
    this.dns = dns;
    this.base =
        new OkHttpClient.Builder()
            .dns(dns)
            .proxy(Proxy.NO_PROXY)
            .cookieJar(CookieJar.NO_COOKIES)
            .followRedirects(false)
            .followSslRedirects(false)
            .connectTimeout(limits.connect())
            .readTimeout(limits.silence())
            .callTimeout(limits.total())
            .addInterceptor(Patience.outer(limits))
            .addNetworkInterceptor(Patience.inner(tls))
            .addNetworkInterceptor(Clients::withoutInvitation)
            .sslSocketFactory(tls, tls.trust())
            .build();
  }

  /// After a 408, and a 503 that says `Retry-After: 0`, the transport would ask again at once,
  /// without a delay: what looks like a wait keeps it from that. A number that is none of its own
  /// it does not survive.
  private static Response withoutInvitation(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    String wait = response.header("Retry-After");
    boolean again =
        response.code() == 408
            || (response.code() == 503 && wait != null && wait.strip().matches("0+"));
    if (again) return response.newBuilder().header("Retry-After", "1").build();
    boolean unbearable = wait != null && wait.strip().matches("\\d{10,}");
    return unbearable ? response.newBuilder().removeHeader("Retry-After").build() : response;
  }

  /// @param pool of how many by the host
  private record Way(List<AddressRange> allowed, @Nullable ProxyServer proxy, int pool) {}

  /// @throws IOException where an HTTP proxy would have to connect to an address that is not for us
  OkHttpClient client(Request request) throws IOException {
    int pool = Math.floorMod(request.url().host().hashCode(), POOLS);
    var way = new Way(request.access().addresses(), request.access().proxy(), pool);
    if (way.proxy != null && way.proxy.kind() == ProxyServer.Kind.HTTP) {
      // The proxy connects, and we see its address only: what we can know, we check before.
      var guard = new AddressGuard(way.allowed);
      for (InetAddress address : dns.lookup(request.url().host())) guard.check(address);
    }
    return clients.computeIfAbsent(way, this::client);
  }

  private OkHttpClient client(Way way) {
    OkHttpClient.Builder client =
        base.newBuilder()
            .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS));
    ProxyServer proxy = way.proxy;
    if (proxy == null) return client.socketFactory(new AddressGuard(way.allowed)).build();
    return switch (proxy.kind()) {
      case HTTP ->
          client
              .socketFactory(new AddressGuard(EVERYWHERE))
              .proxy(new Proxy(Proxy.Type.HTTP, address(proxy)))
              .build();
      // The transport would leave the name to the proxy. Our sockets ask it for the address that
      // they have checked.
      case SOCKS5 ->
          client
              .socketFactory(
                  new AddressGuard(way.allowed, new Proxy(Proxy.Type.SOCKS, address(proxy))))
              .build();
    };
  }

  private static InetSocketAddress address(ProxyServer proxy) {
    return new InetSocketAddress(proxy.host(), proxy.port());
  }

  @Override
  public void close() {
    base.dispatcher().executorService().shutdown();
    clients.values().forEach(client -> client.connectionPool().evictAll());
  }
}
