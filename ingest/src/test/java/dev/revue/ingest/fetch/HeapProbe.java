package dev.revue.ingest.fetch;

import dev.revue.ingest.url.CanonicalUrl;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// A process of its own that fetches what its arguments name, each with the limits of production,
/// and prints what came of it; with `base` first, what its heap holds once it has fetched.
final class HeapProbe {
  private HeapProbe() {}

  public static void main(String[] urls) {
    Duration patience = Duration.ofSeconds(60);
    var limits = new FetchLimits(patience, patience, patience, 5 << 20, 50 << 20);
    try (var fetcher = new Fetcher(limits, Clock.systemUTC())) {
      for (String url : urls) {
        if (url.equals("base")) {
          System.gc();
          var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
          System.out.println("base " + heap.getUsed());
          continue;
        }
        System.out.println(url.replaceAll(".*/", "") + " " + outcome(fetcher, url));
      }
    }
    System.exit(0);
  }

  private static String outcome(Fetcher fetcher, String url) {
    boolean sitemap = url.endsWith(".gz");
    var request =
        new Request(
            CanonicalUrl.parse(url).orElseThrow(),
            sitemap ? Request.Kind.SITEMAP : Request.Kind.PAGE,
            "RevueBot/0.1",
            null,
            null,
            Access.allowing(List.of(AddressRange.parse("127.0.0.0/8"))));
    if (!sitemap) return fetcher.fetch(request).outcome();
    return fetcher.fetch(request, (page, body) -> drain(body)).fetched().outcome();
  }

  private static long drain(InputStream body) throws java.io.IOException {
    long bytes = 0;
    byte[] chunk = new byte[8 << 10];
    for (int count = body.read(chunk); count >= 0; count = body.read(chunk)) bytes += count;
    return bytes;
  }
}
