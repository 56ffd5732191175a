package dev.revue.ingest.frontier;

import dev.revue.common.event.Ids;
import dev.revue.common.event.PageEvent;
import dev.revue.common.event.PageEvent.PageFetched;
import dev.revue.common.event.PageEvent.PageGone;
import dev.revue.common.event.Version;
import dev.revue.ingest.discover.Content.Entry;
import dev.revue.ingest.discover.Content.Feed;
import dev.revue.ingest.discover.Content.Html;
import dev.revue.ingest.discover.Content.Link;
import dev.revue.ingest.discover.Content.Sitemap;
import dev.revue.ingest.discover.Content.Unknown;
import dev.revue.ingest.fetch.Fetched.Busy;
import dev.revue.ingest.fetch.Fetched.Failed;
import dev.revue.ingest.fetch.Fetched.Gone;
import dev.revue.ingest.fetch.Fetched.Missing;
import dev.revue.ingest.fetch.Fetched.NotModified;
import dev.revue.ingest.fetch.Fetched.Page;
import dev.revue.ingest.fetch.Fetched.Redirected;
import dev.revue.ingest.fetch.Fetched.Refused;
import dev.revue.ingest.frontier.UrlRow.Seen;
import dev.revue.ingest.frontier.Verdict.HostState;
import dev.revue.ingest.sources.Source;
import dev.revue.ingest.sources.UsagePolicy.Answer;
import dev.revue.ingest.url.CanonicalUrl;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Decides what a visit means: a page event only for what is new, changed or gone; nothing gone
/// because of trouble. Pure, but for the jitter.
public final class Judge {
  private static final int MOST_HOPS = 6;
  private static final int DEEPEST_SITEMAP = 4;
  private static final int MOST_FEED_PAGES = 100;
  private static final Duration FIRST_REVISIT = Duration.ofDays(1);
  private static final Duration LONGEST_SECOND_LOOK = Duration.ofDays(1);

  /// Looks in a row after which a page is gone, storm or not: about a week with a first wait of an
  /// hour.
  static final int MOST_LOOKS = 12;

  /// Looks at robots.txt, one a day, after which a page that it forbids is taken out.
  static final int MOST_FORBIDDEN = 30;

  private static final String ALIAS = "alias";
  private static final String SAME = "same";
  private static final String HUSHED = "noindex";
  static final String FORBIDDEN = "robots";

  /// A robots.txt may be looked at every hour; that it still forbids a page counts once a day.
  private static final Duration FORBIDDEN_AGAIN = Duration.ofHours(20);

  /// Outcomes that speak against a page that we have.
  static final Set<String> DOUBTFUL = Set.of("missing", "redirected", ALIAS, SAME, HUSHED);

  private static final Set<String> KEPT_HEADERS =
      Set.of(
          "content-type",
          "content-language",
          "etag",
          "last-modified",
          "x-robots-tag",
          "tdm-reservation",
          "tdm-policy",
          "content-signal");

  private static final int LONGEST_VALIDATOR = 1_000;

  private final Backoff backoff;
  private final Duration secondLook;

  /// @param secondLook time between two looks at something that is missing
  public Judge(Backoff backoff, Duration secondLook) {
    this.backoff = backoff;
    this.secondLook = secondLook;
  }

  /// What the judge must know of the rest of the domain.
  ///
  /// @param rows the row of a URL on the same domain, if there is one
  /// @param storm whether too little speaks for the domain to believe that this page is gone
  /// @param hush whether all of the domain seems to ask not to be indexed
  /// @param shared whether other pages lead to the same URL
  /// @param twin whether another page lately became the very document of this hash
  /// @param room whether a URL is known or may still be taken in
  public record Surroundings(
      Function<CanonicalUrl, Optional<UrlRow>> rows,
      BooleanSupplier storm,
      BooleanSupplier hush,
      Predicate<CanonicalUrl> shared,
      Predicate<String> twin,
      Predicate<Found> room) {}

  public Verdict judge(
      UrlRow row, Visit visit, Source source, Instant now, Surroundings surroundings) {
    String outcome = visit.fetched().outcome();
    return switch (visit.fetched()) {
      case Page page -> page(row, page, visit, source, now, surroundings);
      case NotModified same -> calm(row, source, now, outcome);
      case Redirected redirect -> redirected(row, redirect, source, now, surroundings);
      case Gone gone -> withdraw(row, source, now, outcome, "gone", List.of());
      case Missing missing -> missing(row, missing, source, now, surroundings);
      case Refused refused when refused.costly() ->
          calm(row, source, now, outcome).at(new HostState.Costly());
      case Refused refused -> calm(row, source, now, outcome);
      case Busy busy -> failing(row, now, outcome, new HostState.Busy(busy.until()));
      case Failed failed -> failing(row, now, outcome, new HostState.InTrouble());
    };
  }

  /// What robots.txt forbids is looked at again when robots.txt is. That it may not be fetched does
  /// not say that it is gone: a page that we have stays for a month of such looks, of which one a
  /// day counts.
  public Verdict forbidden(UrlRow row, Source source, Instant now, Instant until) {
    Seen before = row.seen();
    boolean counted =
        looks(row, FORBIDDEN) > 0
            && before != null
            && now.isBefore(before.at().plus(FORBIDDEN_AGAIN));
    if (!counted && row.published() && looks(row, FORBIDDEN) + 1 >= MOST_FORBIDDEN) {
      return withdraw(row, source, now, FORBIDDEN, "forbidden", List.of());
    }
    Instant next = now.isAfter(until) ? now : until;
    UrlRow put = counted ? row.due(next) : row.seen(seen(row, now).failing(now, FORBIDDEN), next);
    return new Verdict(put, Optional.empty(), List.of(), new HostState.Fine());
  }

  private Verdict page(
      UrlRow row, Page page, Visit visit, Source source, Instant now, Surroundings surroundings) {
    return switch (visit.content()) {
      case Html html ->
          watchful(html(row, page, html, visit, source, now, surroundings), html, source, now);
      case Feed feed -> list(row, page, visit, source, now, entries(row, feed));
      case Sitemap sitemap -> list(row, page, visit, source, now, entries(row, sitemap));
      case Unknown unknown -> calm(row, source, now, "refused-content");
    };
  }

  private Verdict html(
      UrlRow row,
      Page page,
      Html html,
      Visit visit,
      Source source,
      Instant now,
      Surroundings surroundings) {
    var url = new CanonicalUrl(row.url());
    List<Found> found = links(row, url, html, source);
    Optional<CanonicalUrl> alias =
        html.canonical().filter(other -> isAlias(row, other, source, surroundings));
    // Before the links: the last room of its domain must not be theirs.
    alias.ifPresent(other -> found.addFirst(instead(row, other, row.hops())));
    boolean wanted = source.wants(url);
    boolean noindex =
        html.noindex() || html.unavailableAfter().filter(at -> !at.isAfter(now)).isPresent();
    boolean skipped = skips(source, html);
    boolean publish = wanted && alias.isEmpty() && !noindex && !skipped;
    if (publish) return publish(row, page, html, visit, source, now, found, surroundings);
    if (row.published() && wanted && !skipped && hasty(row, noindex, surroundings)) {
      return lookAgain(row, now, noindex ? HUSHED : ALIAS, found);
    }
    Seen seen =
        read(row, page, visit, source, now, alias.map(CanonicalUrl::text), false)
            .fingerprinted(0, null);
    Optional<PageEvent> event = Optional.empty();
    if (row.published()) {
      String reason =
          noindex ? "noindex" : alias.isPresent() ? "moved" : skipped ? "usage" : "forbidden";
      Version version = Version.next(now, row.version());
      List<String> to = alias.map(CanonicalUrl::text).stream().toList();
      event = Optional.of(new PageGone(row.url(), version, now, source.name(), reason, to));
      seen = with(seen, version, false, null);
    }
    return new Verdict(next(row, seen, now), event, found, new HostState.Fine());
  }

  /// A wish that ends or begins without any change of the document: no validator may hide it, and a
  /// page is looked at again when its time is up.
  private static Verdict watchful(Verdict verdict, Html html, Source source, Instant now) {
    Seen seen = verdict.row().seen();
    boolean held = html.noindex() || html.unavailableAfter().isPresent() || skips(source, html);
    if (seen == null || !held) return verdict;
    Instant due = verdict.row().due();
    Instant next = html.unavailableAfter().filter(at -> at.isAfter(now)).orElse(due);
    UrlRow row = verdict.row().seen(seen.unconditional(), next.isBefore(due) ? next : due);
    return new Verdict(row, verdict.event(), verdict.found(), verdict.host());
  }

  /// `noindex` is a wish and granted at once, unless all pages seem to have it; that the page is
  /// another's copy now is to be said twice.
  private static boolean hasty(UrlRow row, boolean noindex, Surroundings surroundings) {
    if (!noindex) return !believed(row, ALIAS, surroundings);
    boolean wall = surroundings.hush().getAsBoolean() || looks(row, HUSHED) > 0;
    return wall && !believed(row, HUSHED, surroundings);
  }

  private Verdict publish(
      UrlRow row,
      Page page,
      Html html,
      Visit visit,
      Source source,
      Instant now,
      List<Found> found,
      Surroundings surroundings) {
    Seen seen =
        read(row, page, visit, source, now, Optional.empty(), true)
            .fingerprinted(html.fingerprint(), visit.duplicateOf());
    String select = select(source, html);
    boolean same =
        row.seen() != null
            && row.published()
            && visit.hash().equals(row.seen().hash())
            && Objects.equals(select, row.seen().select())
            && Objects.equals(visit.duplicateOf(), row.seen().duplicateOf());
    if (same) {
      return new Verdict(next(row, seen, now), Optional.empty(), found, new HostState.Fine());
    }
    boolean changed = row.seen() != null && !visit.hash().equals(row.seen().hash());
    boolean twin = row.published() && changed && surroundings.twin().test(visit.hash());
    if (twin && !believed(row, SAME, surroundings)) return lookAgain(row, now, SAME, found);
    Version version = Version.next(now, row.version());
    var event =
        new PageFetched(
            row.url(),
            version,
            now,
            source.name(),
            page.status(),
            kept(page.headers()),
            visit.charset(),
            visit.text(),
            visit.hash(),
            source.select(),
            html.usage(),
            visit.duplicateOf());
    UrlRow published = next(row, with(seen, version, true, select), now);
    return new Verdict(published, Optional.of(event), found, new HostState.Fine());
  }

  private Verdict list(
      UrlRow row, Page page, Visit visit, Source source, Instant now, List<Found> found) {
    Seen seen = read(row, page, visit, source, now, Optional.empty(), false);
    return new Verdict(next(row, seen, now), Optional.empty(), found, new HostState.Fine());
  }

  private Verdict redirected(
      UrlRow row, Redirected redirect, Source source, Instant now, Surroundings surroundings) {
    boolean loops = redirect.to().text().equals(row.url()) || row.hops() >= MOST_HOPS;
    if (loops) return calm(row, source, now, "refused-redirect-loop");
    Found to = instead(row, redirect.to(), row.hops() + 1);
    String outcome = redirect.outcome();
    // What we have of it is all that we shall ever have.
    boolean last = row.published() && !surroundings.room().test(to);
    if (last) return calm(row, source, now, "refused-full");
    if (!row.published()) {
      Verdict calm = calm(row, source, now, outcome);
      return new Verdict(calm.row(), Optional.empty(), List.of(to), calm.host());
    }
    boolean home = looks(row, outcome) > 0 && isHome(redirect.to(), surroundings);
    if (!home && !believed(row, outcome, surroundings)) {
      return lookAgain(row, now, outcome, List.of(to));
    }
    Verdict moved = withdraw(row, source, now, outcome, "moved", List.of(redirect.to().text()));
    return new Verdict(moved.row(), moved.event(), List.of(to), moved.host());
  }

  /// The same page under another URL.
  private static Found instead(UrlRow row, CanonicalUrl url, int hops) {
    return new Found(url, row.kind(), row.depth(), row.paging(), hops, row.source());
  }

  /// Whether a page has a new URL for itself: a site that moved as a whole is no site in trouble.
  private static boolean isHome(CanonicalUrl to, Surroundings surroundings) {
    return !surroundings.shared().test(to)
        && surroundings
            .rows()
            .apply(to)
            .filter(row -> row.kind() == Kind.PAGE && row.published())
            .isPresent();
  }

  private Verdict missing(
      UrlRow row, Missing missing, Source source, Instant now, Surroundings surroundings) {
    String outcome = missing.outcome();
    if (!row.published() && looks(row, outcome) > 0) return rest(row, source, now, outcome);
    if (!row.published() || !believed(row, outcome, surroundings)) {
      return lookAgain(row, now, outcome, List.of());
    }
    String reason = missing.status() == 404 ? "not-found" : "forbidden";
    return withdraw(row, source, now, outcome, reason, List.of());
  }

  /// What speaks against a page that we have counts at a second look in a row, and not while all of
  /// its domain is in doubt; after many looks it counts even then, or a site that took most of its
  /// pages down would be kept for ever.
  private static boolean believed(UrlRow row, String outcome, Surroundings surroundings) {
    int looks = looks(row, outcome) + 1;
    return looks >= MOST_LOOKS || (looks > 1 && !surroundings.storm().getAsBoolean());
  }

  private Verdict withdraw(
      UrlRow row, Source source, Instant now, String outcome, String reason, List<String> movedTo) {
    if (!row.published()) return rest(row, source, now, outcome);
    Version version = Version.next(now, row.version());
    Duration max = source.revisit().max();
    Seen seen = seen(row, now).withdrawn(now, outcome, max, version);
    var event = new PageGone(row.url(), version, now, source.name(), reason, movedTo);
    UrlRow gone = row.seen(seen, now.plus(backoff.jittered(max)));
    return new Verdict(gone, Optional.of(event), List.of(), new HostState.Fine());
  }

  /// Nothing new: next time later.
  private Verdict calm(UrlRow row, Source source, Instant now, String outcome) {
    Duration next = interval(row, source, false);
    return quiet(row, seen(row, now).unchanged(now, outcome, next), now);
  }

  /// Not worth more than a rare look.
  private Verdict rest(UrlRow row, Source source, Instant now, String outcome) {
    return quiet(row, seen(row, now).unchanged(now, outcome, source.revisit().max()), now);
  }

  /// Later each time.
  private Verdict lookAgain(UrlRow row, Instant now, String outcome, List<Found> found) {
    Seen seen = seen(row, now).failing(now, outcome);
    Duration wait = secondLook.multipliedBy(1L << Math.min(seen.failures() - 1, 12));
    Duration most =
        secondLook.compareTo(LONGEST_SECOND_LOOK) > 0 ? secondLook : LONGEST_SECOND_LOOK;
    Duration next = backoff.jittered(wait.compareTo(most) < 0 ? wait : most);
    return new Verdict(
        row.seen(seen, now.plus(next)), Optional.empty(), found, new HostState.Fine());
  }

  private Verdict failing(UrlRow row, Instant now, String outcome, HostState host) {
    Seen seen = seen(row, now).failing(now, outcome);
    UrlRow again = row.seen(seen, now.plus(backoff.afterFailures(seen.failures())));
    return new Verdict(again, Optional.empty(), List.of(), host);
  }

  private Verdict quiet(UrlRow row, Seen seen, Instant now) {
    return new Verdict(next(row, seen, now), Optional.empty(), List.of(), new HostState.Fine());
  }

  private UrlRow next(UrlRow row, Seen seen, Instant now) {
    return row.seen(seen, now.plus(backoff.jittered(seen.interval())));
  }

  private static Seen seen(UrlRow row, Instant now) {
    if (row.seen() != null) return row.seen();
    return new Seen(
        now,
        "",
        0,
        Duration.ZERO,
        null,
        null,
        null,
        null,
        null,
        null,
        false,
        Version.none(),
        0,
        null);
  }

  private static Seen read(
      UrlRow row,
      Page page,
      Visit visit,
      Source source,
      Instant now,
      Optional<String> alias,
      boolean published) {
    Seen before = seen(row, now);
    boolean changed = !visit.hash().equals(before.hash());
    return new Seen(
        now,
        page.outcome(),
        0,
        interval(row, source, changed),
        validator(page.headers().get("etag")),
        validator(page.headers().get("last-modified")),
        visit.hash(),
        Visit.rules(source, visit.reserved()),
        before.select(),
        alias.orElse(null),
        published && before.published(),
        before.version(),
        before.simhash(),
        before.duplicateOf());
  }

  private static Seen with(Seen seen, Version version, boolean published, @Nullable String select) {
    return new Seen(
        seen.at(),
        seen.outcome(),
        0,
        seen.interval(),
        seen.etag(),
        seen.lastModified(),
        seen.hash(),
        seen.rules(),
        select,
        seen.alias(),
        published,
        version,
        seen.simhash(),
        seen.duplicateOf());
  }

  private static Duration interval(UrlRow row, Source source, boolean changed) {
    boolean list = row.kind() != Kind.PAGE;
    Duration first = source.revisit().clamp(list ? source.revisit().min() : FIRST_REVISIT);
    Duration last = row.seen() == null ? Duration.ZERO : row.seen().interval();
    if (last.isZero()) return first;
    return source
        .revisit()
        .clamp(changed ? Revisit.changed(last, first) : Revisit.unchanged(last, first));
  }

  /// How many visits in a row before this one ended alike.
  private static int looks(UrlRow row, String outcome) {
    return row.seen() != null && row.seen().outcome().equals(outcome) ? row.seen().failures() : 0;
  }

  /// What can be sent back as it came: a validator of strange characters would fail every request.
  private static @Nullable String validator(@Nullable String value) {
    boolean plain =
        value != null
            && value.length() <= LONGEST_VALIDATOR
            && value.chars().allMatch(c -> c >= ' ' && c <= '~');
    return plain ? value : null;
  }

  /// A page's word that it belongs elsewhere counts within its domain, and while nothing shows that
  /// there is no such page, or that we could never have it.
  private static boolean isAlias(
      UrlRow row, CanonicalUrl other, Source source, Surroundings surroundings) {
    var url = new CanonicalUrl(row.url());
    if (other.equals(url) || !other.domain().equals(url.domain())) return false;
    if (!source.wants(other)) return false; // it would never be published under that URL
    if (!surroundings.room().test(instead(row, other, row.hops()))) return false; // nor here
    Optional<Seen> seen = surroundings.rows().apply(other).map(UrlRow::seen);
    return seen.isEmpty() || (seen.get().hash() != null && seen.get().alias() == null);
  }

  private static List<Found> links(UrlRow row, CanonicalUrl url, Html html, Source source) {
    var found = new ArrayList<Found>();
    boolean list = row.kind() == Kind.LISTING;
    var paging = new Paging(url);
    for (Link link : html.links()) {
      boolean more = list && (link.next() || paging.continues(link.url()));
      if (more && link.url().sameServer(url)) {
        if (row.paging() < Paging.MOST) {
          found.add(
              new Found(link.url(), Kind.LISTING, row.depth(), row.paging() + 1, 0, row.source()));
        }
      } else if (row.depth() < source.depth()) {
        found.add(new Found(link.url(), Kind.PAGE, row.depth() + 1, 0, 0, row.source()));
      }
    }
    if (list && row.paging() == 0) {
      for (CanonicalUrl feed : html.feeds()) {
        found.add(new Found(feed, Kind.FEED, row.depth(), 0, 0, row.source()));
      }
      if (source.autoSitemaps()) {
        for (CanonicalUrl sitemap : html.sitemaps()) {
          found.add(new Found(sitemap, Kind.SITEMAP, row.depth(), 0, 0, row.source()));
        }
      }
    }
    return found;
  }

  private static List<Found> entries(UrlRow row, Feed feed) {
    var found = new ArrayList<>(listed(row, feed.entries(), Kind.PAGE));
    if (row.paging() < MOST_FEED_PAGES) {
      feed.further()
          .filter(url -> !url.text().equals(row.url()))
          .map(url -> new Found(url, Kind.FEED, row.depth(), row.paging() + 1, 0, row.source()))
          .ifPresent(found::add);
    }
    return found;
  }

  private static List<Found> entries(UrlRow row, Sitemap sitemap) {
    var found = new ArrayList<Found>();
    if (row.paging() < DEEPEST_SITEMAP) {
      found.addAll(listed(row, sitemap.sitemaps(), Kind.SITEMAP));
    }
    found.addAll(listed(row, sitemap.pages(), Kind.PAGE));
    return found;
  }

  private static Collection<Found> listed(UrlRow row, List<Entry> entries, Kind kind) {
    int depth = kind == Kind.PAGE ? row.depth() + 1 : row.depth();
    int paging = kind == Kind.PAGE ? 0 : row.paging() + 1;
    String domain = new CanonicalUrl(row.url()).domain();
    var found = new LinkedHashMap<CanonicalUrl, Found>();
    for (Entry entry : entries) {
      CanonicalUrl url = entry.url();
      if (url == null) continue;
      // What others say of a site must not cost its credit.
      @Nullable Instant changed = url.domain().equals(domain) ? entry.changed() : null;
      var listed = new Found(url, kind, depth, paging, 0, row.source(), changed);
      found.putIfAbsent(url, listed);
    }
    return found.values();
  }

  private static Map<String, String> kept(Map<String, String> headers) {
    var kept = new TreeMap<String, String>();
    headers.forEach((name, value) -> {
      if (KEPT_HEADERS.contains(name)) kept.put(name, value.replace("\n", ", "));
    });
    return kept;
  }

  /// Whether the page reserves a use that its source is told to respect by leaving it alone.
  private static boolean skips(Source source, Html html) {
    return html.usage().keySet().stream()
        .anyMatch(name -> source.usage().answer(name).equals(Answer.SKIP));
  }

  /// Changes whenever the same document makes another event.
  private static @Nullable String select(Source source, Html html) {
    if (source.select().isEmpty() && html.usage().isEmpty()) return null;
    String usage = html.usage().isEmpty() ? "" : new TreeMap<>(html.usage()).toString();
    return Ids.hash(new TreeMap<>(source.select()) + usage).substring(0, 8);
  }
}
