package dev.revue.ingest;

import dev.revue.common.event.PageEvent;
import dev.revue.ingest.fetch.AddressGuard;
import dev.revue.ingest.fetch.AddressRefused;
import dev.revue.ingest.fetch.FetchLimits;
import dev.revue.ingest.fetch.Fetched;
import dev.revue.ingest.fetch.Fetched.Page;
import dev.revue.ingest.fetch.Fetched.Redirected;
import dev.revue.ingest.fetch.Fetcher;
import dev.revue.ingest.fetch.Text;
import dev.revue.ingest.frontier.Backoff;
import dev.revue.ingest.frontier.Found;
import dev.revue.ingest.frontier.Judge;
import dev.revue.ingest.frontier.Judge.Surroundings;
import dev.revue.ingest.frontier.Kind;
import dev.revue.ingest.frontier.UrlRow;
import dev.revue.ingest.frontier.Visit;
import dev.revue.ingest.robots.Robots;
import dev.revue.ingest.robots.RobotsPolicy;
import dev.revue.ingest.robots.TdmRep;
import dev.revue.ingest.sources.Source;
import dev.revue.ingest.sources.Sources;
import dev.revue.ingest.url.CanonicalUrl;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Does with one URL what the crawler would do at its first visit, with the crawler's own parts,
/// and keeps why. Writes nothing anywhere.
public final class Lookup implements AutoCloseable {
  private static final int MOST_REDIRECTS = 6;
  private static final Backoff BACKOFF = new Backoff(() -> 0.5);

  private final Sources sources;
  private final Fetcher fetcher = new Fetcher(FetchLimits.standard(), Clock.systemUTC());
  private final Visitor visitor = new Visitor(fetcher);

  public Lookup(Sources sources) {
    this.sources = sources;
  }

  /// One request, or why there is none.
  ///
  /// @param source that wants it; empty where none does, and then nothing is asked
  /// @param addresses of the server, each with what speaks against it
  /// @param robots what came of robots.txt
  /// @param answer of it, with the line that decides
  /// @param delay between two requests to the domain
  /// @param tdmrep what came of tdmrep.json; empty where robots.txt forbids that, or the URL
  /// @param reserved what robots.txt and tdmrep.json reserve at the URL, by name, with where it
  ///   says so
  /// @param visit empty where robots.txt forbids it
  /// @param event that would be written
  public record Step(
      CanonicalUrl url,
      Optional<Source> source,
      Kind kind,
      Map<String, String> addresses,
      Optional<Fetched> robots,
      Optional<Robots.Answer> answer,
      Duration delay,
      Optional<Fetched> tdmrep,
      Map<String, String> reserved,
      Optional<Visit> visit,
      Optional<PageEvent> event) {}

  /// One step for the URL and for each redirect that the crawler would follow.
  public List<Step> look(CanonicalUrl url) {
    var steps = new ArrayList<Step>();
    CanonicalUrl next = url;
    while (steps.size() <= MOST_REDIRECTS) {
      Step step = step(next);
      steps.add(step);
      Optional<CanonicalUrl> to =
          step.visit
              .map(Visit::fetched)
              .filter(Redirected.class::isInstance)
              .map(redirected -> ((Redirected) redirected).to());
      if (to.isEmpty()) break;
      next = to.get();
    }
    return steps;
  }

  @Override
  public void close() {
    fetcher.close();
  }

  private Step step(CanonicalUrl url) {
    Kind kind = kind(url);
    Optional<Source> claimed = claim(url);
    if (claimed.isEmpty()) {
      return new Step(
          url,
          claimed,
          kind,
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          Duration.ZERO,
          Optional.empty(),
          Map.of(),
          Optional.empty(),
          Optional.empty());
    }
    Source source = claimed.get();
    Fetched asked = visitor.robots(url, source, sources);
    Instant now = Instant.now();
    Robots robots =
        new RobotsPolicy(BACKOFF)
            .decide(url, Optional.empty(), asked, now)
            .robots(sources.productToken());
    Duration delay = robots.delay();
    if (delay.compareTo(source.delay()) < 0) delay = source.delay();
    CanonicalUrl file = url.resolve(TdmRep.PATH).orElseThrow();
    Optional<Fetched> tdmrep =
        robots.allows(url) && robots.allows(file)
            ? Optional.of(visitor.reservations(file, source, sources, robots, delay))
            : Optional.empty();
    var reserved = new TreeMap<>(robots.usage(url));
    tdmrep.map(Lookup::read).ifPresent(read -> reserved.putAll(read.usage(url)));
    UrlRow row = UrlRow.found(Found.start(url, kind, source.name()), now);
    Optional<Visit> visit =
        robots.allows(url)
            ? Optional.of(visitor.visit(row, source, sources, reserved))
            : Optional.empty();
    Optional<PageEvent> event = visit.flatMap(seen -> event(row, seen, source, now));
    return new Step(
        url,
        claimed,
        kind,
        addresses(url, source),
        Optional.of(asked),
        Optional.of(robots.answer(url.text())),
        delay,
        tdmrep,
        reserved,
        visit,
        event);
  }

  private static TdmRep read(Fetched tdmrep) {
    if (!(tdmrep instanceof Page page)) return TdmRep.none();
    return TdmRep.parse(Text.decode(page.body().toByteArray(), page.contentType()).text());
  }

  private static Optional<PageEvent> event(UrlRow row, Visit visit, Source source, Instant now) {
    var judge = new Judge(BACKOFF, Duration.ofHours(1));
    var alone =
        new Surroundings(
            other -> Optional.empty(),
            () -> false,
            () -> false,
            other -> false,
            hash -> false,
            found -> true);
    return judge.judge(row, visit, source, now, alone).event();
  }

  private Optional<Source> claim(CanonicalUrl url) {
    return sources.sources().stream()
        .filter(source -> named(source, url) || source.wants(url))
        .findFirst();
  }

  private static boolean named(Source source, CanonicalUrl url) {
    return source.start().contains(url)
        || source.feeds().contains(url)
        || source.sitemaps().contains(url);
  }

  private Kind kind(CanonicalUrl url) {
    for (Source source : sources.sources()) {
      if (source.start().contains(url)) return Kind.LISTING;
      if (source.feeds().contains(url)) return Kind.FEED;
      if (source.sitemaps().contains(url)) return Kind.SITEMAP;
    }
    return Kind.PAGE;
  }

  private static Map<String, String> addresses(CanonicalUrl url, Source source) {
    var guard = new AddressGuard(source.access().addresses());
    var found = new LinkedHashMap<String, String>();
    try {
      String host = url.host();
      for (InetAddress address : InetAddress.getAllByName(host)) {
        found.put(String.valueOf(address.getHostAddress()), objection(guard, address));
      }
    } catch (UnknownHostException e) {
      found.put(url.host(), "has no address");
    }
    return found;
  }

  private static String objection(AddressGuard guard, InetAddress address) {
    try {
      guard.check(address);
      return "";
    } catch (AddressRefused e) {
      return String.valueOf(e.getMessage());
    }
  }
}
