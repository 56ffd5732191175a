package dev.revue.ingest.sources;

import dev.revue.common.settings.Env;
import dev.revue.ingest.fetch.AddressRange;
import dev.revue.ingest.sources.Source.Bounds;
import dev.revue.ingest.sources.YamlNode.Mapping;
import dev.revue.ingest.sources.YamlNode.Nothing;
import dev.revue.ingest.sources.YamlNode.Scalar;
import dev.revue.ingest.sources.YamlNode.Sequence;
import dev.revue.ingest.url.CanonicalUrl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jsoup.select.QueryParser;
import org.jsoup.select.Selector;
import org.jspecify.annotations.Nullable;

/// Turns one source file into `Sources`, or into the list of its mistakes.
final class SourcesReader {
  private static final Set<String> ROOT = Set.of("user_agent", "defaults", "sources");
  private static final Set<String> MANNERS = Set.of("delay", "revisit", "depth", "allow_addresses");
  private static final Set<String> SOURCE =
      Set.of(
          "name",
          "start",
          "feeds",
          "sitemaps",
          "allow",
          "deny",
          "select",
          "delay",
          "revisit",
          "depth",
          "allow_addresses");
  private static final Set<String> REVISIT = Set.of("min", "max");
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final Pattern AGENT = Pattern.compile("[A-Za-z_-]+(/\\S+)?( .*)?");
  private static final Manners BUILT_IN =
      new Manners(
          Duration.ofSeconds(2),
          new Bounds(Duration.ofHours(1), Duration.ofDays(30)),
          3,
          List.of());

  private final String file;
  private final Map<Integer, List<String>> mistakes = new TreeMap<>();

  SourcesReader(String file) {
    this.file = file;
  }

  /// What sources share with the defaults.
  private record Manners(
      Duration delay, Bounds revisit, int depth, List<AddressRange> allowAddresses) {}

  Sources read(String yaml) {
    try {
      Sources sources = root(YamlNode.parse(yaml));
      if (mistakes.isEmpty()) return sources;
    } catch (YamlNode.Broken e) {
      mistake(e.line, String.valueOf(e.getMessage()));
    }
    var all = new ArrayList<String>();
    mistakes.forEach(
        (line, said) -> said.forEach(text -> all.add(file + ":" + line + ": " + text)));
    throw new SourcesException(all);
  }

  private Sources root(YamlNode node) {
    Mapping root = mapping(node, "the file", ROOT);
    String agent = agent(root);
    YamlNode given = root.entries().get("defaults");
    Manners defaults =
        given == null ? BUILT_IN : manners(mapping(given, "defaults", MANNERS), BUILT_IN);
    var sources = new ArrayList<Source>();
    var lines = new HashMap<String, Integer>();
    for (YamlNode item : items(root, "sources")) {
      Source source = source(mapping(item, "a source", SOURCE), defaults);
      Integer before = lines.putIfAbsent(source.name(), item.line());
      if (before != null) {
        mistake(item.line(), "name " + source.name() + " is taken by line " + before);
      }
      sources.add(source);
    }
    if (sources.isEmpty()) {
      mistake(root.line(), "there is no source: add `sources:` with at least one");
    }
    return new Sources(agent, sources);
  }

  private String agent(Mapping root) {
    String agent = text(root, "user_agent", "");
    if (!AGENT.matcher(agent).matches() || agent.chars().anyMatch(c -> c < 32 || c > 126)) {
      mistake(
          line(root, "user_agent"),
          "user_agent '"
              + agent
              + "' must say who crawls and where to complain, such as "
              + "`ExampleBot/1.0 (+https://example.org/bot)`");
    }
    return agent;
  }

  private Source source(Mapping source, Manners defaults) {
    String name = text(source, "name", "");
    if (!NAME.matcher(name).matches()) {
      mistake(
          line(source, "name"),
          "name '" + name + "' is not 1 to 64 of a-z, 0-9, dot, dash and underscore");
    }
    Manners manners = manners(source, defaults);
    boolean auto =
        source.entries().get("sitemaps") instanceof Scalar(int line, String said)
            && said.equals("auto");
    List<CanonicalUrl> sitemaps = auto ? List.of() : urls(source, "sitemaps");
    var read =
        new Source(
            name,
            urls(source, "start"),
            urls(source, "feeds"),
            sitemaps,
            auto,
            patterns(source, "allow"),
            patterns(source, "deny"),
            select(source),
            manners.delay,
            manners.revisit,
            manners.depth,
            manners.allowAddresses,
            Set.of());
    boolean nowhere = !source.entries().containsKey("start") && read.domains().isEmpty();
    if (nowhere) {
      mistake(source.line(), "nothing to begin with: give start, feeds or sitemaps");
    }
    return read;
  }

  private Manners manners(Mapping from, Manners otherwise) {
    var ranges = new ArrayList<AddressRange>();
    for (Scalar item : scalars(from, "allow_addresses")) {
      attempt(item, AddressRange::parse, "").ifPresent(ranges::add);
    }
    boolean said = from.entries().containsKey("allow_addresses");
    return new Manners(
        value(from, "delay", Env::duration, otherwise.delay, ""),
        revisit(from, otherwise.revisit),
        value(from, "depth", SourcesReader::depth, otherwise.depth, ""),
        said ? ranges : otherwise.allowAddresses);
  }

  private Bounds revisit(Mapping from, Bounds otherwise) {
    YamlNode node = from.entries().get("revisit");
    if (node == null) return otherwise;
    Mapping revisit = mapping(node, "revisit", REVISIT);
    Duration min = value(revisit, "min", Env::duration, otherwise.min(), "");
    Duration max = value(revisit, "max", Env::duration, otherwise.max(), "");
    if (min.compareTo(max) <= 0 && min.isPositive()) return new Bounds(min, max);
    mistake(node.line(), "revisit: min must be above zero and not above max");
    return otherwise;
  }

  private Map<String, String> select(Mapping source) {
    YamlNode node = source.entries().get("select");
    if (node == null) return Map.of();
    if (!(node instanceof Mapping fields)) {
      mistake(node.line(), "select is not a mapping such as {rating: \".verdict .score\"}");
      return Map.of();
    }
    var selectors = new LinkedHashMap<String, String>();
    fields
        .entries()
        .forEach((field, value) -> {
          if (!(value instanceof Scalar scalar)) {
            mistake(value.line(), "select: " + field + " is not a CSS selector");
            return;
          }
          attempt(scalar, SourcesReader::selector, "is not a CSS selector")
              .ifPresent(selector -> selectors.put(field, selector));
        });
    return selectors;
  }

  private List<CanonicalUrl> urls(Mapping from, String key) {
    var urls = new ArrayList<CanonicalUrl>();
    for (Scalar item : scalars(from, key)) {
      CanonicalUrl.parse(item.text())
          .ifPresentOrElse(
              urls::add,
              () ->
                  mistake(
                      item.line(),
                      key
                          + ": '"
                          + item.text()
                          + "' is not an address such as https://example.org/reviews"));
    }
    return urls;
  }

  private List<Pattern> patterns(Mapping from, String key) {
    var patterns = new ArrayList<Pattern>();
    for (Scalar item : scalars(from, key)) {
      attempt(item, Pattern::compile, "is not a regular expression").ifPresent(patterns::add);
    }
    return patterns;
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

  private static String selector(String text) {
    try {
      QueryParser.parse(text);
      return text;
    } catch (Selector.SelectorParseException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private <T> T value(
      Mapping from, String key, Function<String, T> parse, T otherwise, String problem) {
    YamlNode node = from.entries().get(key);
    if (node == null) return otherwise;
    if (node instanceof Scalar scalar) return attempt(scalar, parse, problem).orElse(otherwise);
    mistake(line(from, key), key + " is not a single value");
    return otherwise;
  }

  private <T> java.util.Optional<T> attempt(
      Scalar scalar, Function<String, T> parse, String problem) {
    try {
      return java.util.Optional.of(parse.apply(scalar.text()));
    } catch (PatternSyntaxException e) {
      mistake(scalar.line(), "'" + scalar.text() + "' " + problem + ": " + e.getDescription());
    } catch (IllegalArgumentException e) {
      String said = problem.isEmpty() ? e.getMessage() : "'" + scalar.text() + "' " + problem;
      mistake(scalar.line(), String.valueOf(said));
    }
    return java.util.Optional.empty();
  }

  private String text(Mapping from, String key, String otherwise) {
    YamlNode node = from.entries().get(key);
    if (node instanceof Scalar scalar) return scalar.text().strip();
    if (node != null && !(node instanceof Nothing)) {
      mistake(line(from, key), key + " is not a single value");
    }
    return otherwise;
  }

  private List<Scalar> scalars(Mapping from, String key) {
    var scalars = new ArrayList<Scalar>();
    for (YamlNode item : items(from, key)) {
      if (item instanceof Scalar scalar) scalars.add(scalar);
      else mistake(item.line(), key + " is a list of single values");
    }
    return scalars;
  }

  private List<YamlNode> items(Mapping from, String key) {
    YamlNode node = from.entries().get(key);
    return switch (node) {
      case null -> List.of();
      case Nothing nothing -> List.of();
      case Sequence sequence -> sequence.items();
      case Scalar scalar -> notAList(scalar, key);
      case Mapping mapping -> notAList(mapping, key);
    };
  }

  private List<YamlNode> notAList(YamlNode node, String key) {
    mistake(node.line(), key + " is not a list: write [ ] around it or a dash before each");
    return List.of();
  }

  private Mapping mapping(YamlNode node, String what, Set<String> keys) {
    if (!(node instanceof Mapping mapping)) {
      mistake(node.line(), what + " is not a mapping of " + String.join(", ", sorted(keys)));
      return new Mapping(node.line(), Map.of(), Map.of());
    }
    var unknown = new HashSet<>(mapping.entries().keySet());
    unknown.removeAll(keys);
    for (String key : unknown) {
      mistake(
          line(mapping, key),
          "'" + key + "' is not a key of " + what + ": it has " + String.join(", ", sorted(keys)));
    }
    return mapping;
  }

  private static List<String> sorted(Set<String> keys) {
    return keys.stream().sorted(Comparator.naturalOrder()).toList();
  }

  private static int line(Mapping mapping, String key) {
    @Nullable Integer line = mapping.lines().get(key);
    return line == null ? mapping.line() : line;
  }

  private void mistake(int line, String text) {
    mistakes.computeIfAbsent(line, at -> new ArrayList<>()).add(text);
  }
}
