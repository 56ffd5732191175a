package dev.revue.ingest.sources;

import dev.revue.common.settings.Env;
import dev.revue.ingest.fetch.Access;
import dev.revue.ingest.fetch.AddressRange;
import dev.revue.ingest.fetch.ProxyServer;
import dev.revue.ingest.sources.Source.Bounds;
import dev.revue.ingest.sources.YamlNode.Mapping;
import dev.revue.ingest.sources.YamlNode.Scalar;
import dev.revue.ingest.url.CanonicalUrl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.select.QueryParser;
import org.jsoup.select.Selector;
import org.jspecify.annotations.Nullable;

/// Turns one source file into `Sources`, or into the list of its mistakes.
final class SourcesReader {
  private static final Set<String> ROOT = Set.of("user_agent", "defaults", "sources");
  private static final Set<String> MANNERS =
      Set.of("delay", "revisit", "depth", "allow_addresses", "headers", "proxy", "render", "usage");
  private static final Set<String> OWN =
      Set.of("name", "start", "feeds", "sitemaps", "allow", "deny", "select", "cookies", "login");
  private static final Set<String> SOURCE =
      Stream.of(MANNERS, OWN).flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
  private static final Set<String> REVISIT = Set.of("min", "max");
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final Pattern AGENT = Pattern.compile("[A-Za-z_-]+(/\\S+)?( .*)?");
  private static final Manners BUILT_IN =
      new Manners(
          Duration.ofSeconds(2),
          new Bounds(Duration.ofHours(1), Duration.ofDays(30)),
          3,
          List.of(),
          Map.of(),
          null,
          false,
          UsagePolicy.indexing());

  private final SourceText text;
  private final AccessReader access;

  /// @param folder that the names of secrets' files are relative to
  SourcesReader(String file, Path folder, Map<String, String> environment) {
    this.text = new SourceText(file);
    this.access = new AccessReader(text, new SecretReader(text, folder, environment));
  }

  /// What sources share with the defaults.
  private record Manners(
      Duration delay,
      Bounds revisit,
      int depth,
      List<AddressRange> addresses,
      Map<String, String> headers,
      @Nullable ProxyServer proxy,
      boolean render,
      UsagePolicy usage) {}

  Sources read(String yaml) {
    try {
      Sources sources = root(YamlNode.parse(yaml));
      if (text.mistakes().isEmpty()) return sources;
    } catch (YamlNode.Broken e) {
      text.mistake(e.line, String.valueOf(e.getMessage()));
    }
    throw new SourcesException(text.mistakes());
  }

  private Sources root(YamlNode node) {
    Mapping root = text.mapping(node, "the file", ROOT);
    String agent = agent(root);
    YamlNode given = root.entries().get("defaults");
    Manners defaults =
        given == null ? BUILT_IN : manners(text.mapping(given, "defaults", MANNERS), BUILT_IN);
    var sources = new ArrayList<Source>();
    var lines = new HashMap<String, Integer>();
    for (YamlNode item : text.items(root, "sources")) {
      Source source = source(text.mapping(item, "a source", SOURCE), defaults);
      Integer before = lines.putIfAbsent(source.name(), item.line());
      if (before != null) {
        text.mistake(
            item.line(), "name " + source.name() + " is taken by line " + before + ": change one");
      }
      sources.add(source);
    }
    if (sources.isEmpty()) {
      text.mistake(root.line(), "there is no source: add `sources:` with at least one");
    }
    return new Sources(agent, sources);
  }

  private String agent(Mapping root) {
    String agent = text.text(root, "user_agent");
    if (!AGENT.matcher(agent).matches() || agent.chars().anyMatch(c -> c < 32 || c > 126)) {
      text.mistake(
          SourceText.line(root, "user_agent"),
          "user_agent '"
              + agent
              + "' must say who crawls and where to complain, such as "
              + "`ExampleBot/1.0 (+https://example.org/bot)`");
    }
    return agent;
  }

  private Source source(Mapping source, Manners defaults) {
    String name = text.text(source, "name");
    if (!NAME.matcher(name).matches()) {
      text.mistake(
          SourceText.line(source, "name"),
          "name '" + name + "' is not 1 to 64 of a-z, 0-9, dot, dash and underscore");
    }
    Manners manners = manners(source, defaults);
    List<CanonicalUrl> start = urls(source, "start");
    List<CanonicalUrl> feeds = urls(source, "feeds");
    boolean auto =
        source.entries().get("sitemaps") instanceof Scalar(int line, String said)
            && said.equals("auto");
    List<CanonicalUrl> sitemaps = auto ? List.of() : urls(source, "sitemaps");
    Set<String> audience = Access.audience(Stream.of(start, feeds, sitemaps).flatMap(List::stream));
    var read =
        new Source(
            name,
            start,
            feeds,
            sitemaps,
            auto,
            patterns(source, "allow"),
            patterns(source, "deny"),
            select(source),
            manners.delay,
            manners.revisit,
            manners.depth,
            new Access(
                manners.addresses, manners.proxy, access.all(source, manners.headers), audience),
            manners.render,
            manners.usage,
            Set.of());
    boolean nowhere = !source.entries().containsKey("start") && read.domains().isEmpty();
    if (nowhere) {
      text.mistake(source.line(), "nothing to begin with: give start, feeds or sitemaps");
    }
    return read;
  }

  private Manners manners(Mapping from, Manners otherwise) {
    return new Manners(
        text.value(from, "delay", Env::duration, otherwise.delay),
        revisit(from, otherwise.revisit),
        text.value(from, "depth", SourcesReader::depth, otherwise.depth),
        access.addresses(from, otherwise.addresses),
        access.headers(from, otherwise.headers),
        access.proxy(from, otherwise.proxy),
        text.value(from, "render", SourcesReader::yes, otherwise.render),
        usage(from, otherwise.usage));
  }

  private Bounds revisit(Mapping from, Bounds otherwise) {
    YamlNode node = from.entries().get("revisit");
    if (node == null) return otherwise;
    Mapping revisit = text.mapping(node, "revisit", REVISIT);
    Duration min = text.value(revisit, "min", Env::duration, otherwise.min());
    Duration max = text.value(revisit, "max", Env::duration, otherwise.max());
    if (min.compareTo(max) <= 0 && min.isPositive()) return new Bounds(min, max);
    text.mistake(node.line(), "revisit: min must be above zero and not above max");
    return otherwise;
  }

  private UsagePolicy usage(Mapping from, UsagePolicy otherwise) {
    YamlNode node = from.entries().get("usage");
    if (node == null) return otherwise;
    Mapping usage = text.mapping(node, "usage", UsagePolicy.RESERVATIONS);
    var answers = new HashMap<String, UsagePolicy.Answer>();
    for (String reservation : usage.entries().keySet()) {
      if (!UsagePolicy.RESERVATIONS.contains(reservation)) continue; // already said
      answers.put(
          reservation,
          text.value(usage, reservation, SourcesReader::answer, UsagePolicy.Answer.INDEX));
    }
    return new UsagePolicy(answers);
  }

  private Map<String, String> select(Mapping source) {
    YamlNode node = source.entries().get("select");
    if (node == null) return Map.of();
    if (!(node instanceof Mapping fields)) {
      text.mistake(node.line(), "select is not a mapping such as {rating: \".verdict .score\"}");
      return Map.of();
    }
    var selectors = new LinkedHashMap<String, String>();
    fields
        .entries()
        .forEach((field, value) -> {
          if (!(value instanceof Scalar scalar)) {
            text.mistake(value.line(), "select: " + field + " is not a CSS selector");
            return;
          }
          text.attempt(scalar, "select", SourcesReader::selector)
              .ifPresent(selector -> selectors.put(field, selector));
        });
    return selectors;
  }

  private List<CanonicalUrl> urls(Mapping from, String key) {
    var urls = new ArrayList<CanonicalUrl>();
    for (Scalar item : text.scalars(from, key)) {
      text.attempt(item, key, SourcesReader::url).ifPresent(urls::add);
    }
    return urls;
  }

  private List<UrlPattern> patterns(Mapping from, String key) {
    var patterns = new ArrayList<UrlPattern>();
    for (Scalar item : text.scalars(from, key)) {
      text.attempt(item, key, UrlPattern::parse).ifPresent(patterns::add);
    }
    return patterns;
  }

  private static CanonicalUrl url(String text) {
    return CanonicalUrl.parse(text)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "'" + text + "' is not an address such as https://example.org/reviews"));
  }

  private static int depth(String text) {
    try {
      int depth = Integer.parseInt(text);
      if (depth >= 0 && depth <= 100) return depth;
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException("'" + text + "' is not a depth from 0 to 100");
  }

  private static boolean yes(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
    };
  }

  private static UsagePolicy.Answer answer(String text) {
    return switch (text) {
      case "index" -> UsagePolicy.Answer.INDEX;
      case "skip" -> UsagePolicy.Answer.SKIP;
      default -> throw new IllegalArgumentException("'" + text + "' is neither index nor skip");
    };
  }

  private static String selector(String text) {
    try {
      QueryParser.parse(text);
      return text;
    } catch (Selector.SelectorParseException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a CSS selector: " + e.getMessage(), e);
    }
  }
}
