package dev.revue.bench.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// A hundred hosts with sixty pages each on addresses of 127/8, served by an nginx of its own: a
/// web that costs its crawler next to nothing. Every `web` of it is a hundred new hosts with the
/// same pages; on those of `changing`, no two answers are alike.
final class MadeUpWeb implements AutoCloseable {
  static final int HOSTS = 100;
  static final int PAGES = 60;
  static final int WEBS = 12;
  private static final String ROBOTS =
      """
      User-agent: *
      Disallow: /private/
      Disallow: /search
      Disallow: /*.pdf$
      Allow: /search/help

      User-agent: SomeOtherBot
      Disallow: /
      """;

  private final Process nginx;
  private final int port;

  private MadeUpWeb(Process nginx, int port) {
    this.nginx = nginx;
    this.port = port;
  }

  static MadeUpWeb start(Path dir) throws IOException {
    for (int host = 1; host <= HOSTS; host++) {
      Path reviews = Files.createDirectories(dir.resolve("sites/" + host + "/reviews"));
      Files.writeString(reviews.resolveSibling("robots.txt"), ROBOTS);
      for (int page = 0; page < PAGES; page++) {
        Files.writeString(reviews.resolve("" + page), MadeUpPage.html(host, page, PAGES));
      }
    }
    int port = freePort();
    Path config = Files.writeString(dir.resolve("nginx.conf"), config(dir, port));
    Process nginx =
        new ProcessBuilder(nginx(), "-p", dir.toString(), "-c", config.toString(), "-e", "stderr")
            .inheritIO()
            .start();
    var web = new MadeUpWeb(nginx, port);
    web.awaitReady();
    return web;
  }

  /// All pages of one of the webs.
  ///
  /// @param web 0 to 11
  List<String> urls(int web) {
    return urls("127.1." + web + ".");
  }

  /// All pages of the hosts whose pages change with every look.
  List<String> changing() {
    return urls("127.2.0.");
  }

  private List<String> urls(String network) {
    return IntStream.range(0, HOSTS * PAGES)
        .mapToObj(
            i -> "http://%s%d:%d/reviews/%d".formatted(network, 1 + i % HOSTS, port, i / HOSTS))
        .toList();
  }

  private static String nginx() {
    return Files.isExecutable(Path.of("/usr/sbin/nginx")) ? "/usr/sbin/nginx" : "nginx";
  }

  private static String config(Path dir, int port) {
    var still = new StringBuilder();
    for (int web = 0; web < WEBS; web++) {
      for (int host = 1; host <= HOSTS; host++) {
        still.append("listen 127.1.%d.%d:%d;\n".formatted(web, host, port));
      }
    }
    var changing = new StringBuilder();
    for (int host = 1; host <= HOSTS; host++) {
      changing.append("listen 127.2.0.%d:%d;\n".formatted(host, port));
    }
    return """
    daemon off;
    master_process off;
    pid nginx.pid;
    events { worker_connections 8192; }
    http {
      access_log off;
      default_type "text/html; charset=utf-8";
      types { text/plain txt; }
      keepalive_requests 100000000;
      open_file_cache max=20000 inactive=1h;
      client_body_temp_path tmp-body;
      proxy_temp_path tmp-proxy;
      fastcgi_temp_path tmp-fastcgi;
      uwsgi_temp_path tmp-uwsgi;
      scgi_temp_path tmp-scgi;
      map $server_addr $site { "~\\.(?<last>\\d+)$" $last; }
      root %s/sites/$site;
      server {
        %s
      }
      server {
        %s
        sub_filter "%s" "$msec $connection_requests";
        sub_filter_types *;
      }
    }
    """
        .formatted(dir, still, changing, MadeUpPage.NOW);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady() {
    while (nginx.isAlive()) {
      try (var socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.2.0.1"), port));
        return;
      } catch (IOException e) {
        LockSupport.parkNanos(20_000_000);
      }
    }
    throw new UncheckedIOException(
        new IOException("nginx does not run: what it said stands above"));
  }

  @Override
  public void close() {
    nginx.destroy();
    nginx.onExit().join();
  }
}
