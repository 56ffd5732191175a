package dev.revue.enrich.extract.markup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One thing that mark-up describes, whichever syntax it came from: types and properties, values
/// either text or another thing. Names are bare (no prefix, no vocabulary).
public final class Thing {
  private static final List<String> NAMES = List.of("name", "@value", "headline", "url");

  /// After so many values that say nothing there is none.
  private static final int MOST_ASKED = 100;

  private final String source;
  private final @Nullable Thing parent;
  private final @Nullable String role;
  private final List<String> types = new ArrayList<>();
  private final Map<String, List<Object>> properties = new LinkedHashMap<>();

  Thing(String source, @Nullable Thing parent, @Nullable String role) {
    this.source = source;
    this.parent = parent;
    this.role = role;
  }

  /// json-ld, microdata, rdfa, hreview or h-entry.
  public String source() {
    return source;
  }

  /// The thing that this one is a value of; null at the root.
  public @Nullable Thing parent() {
    return parent;
  }

  /// As which property of its parent.
  public @Nullable String role() {
    return role;
  }

  /// True where one of the types is among `names`, whatever their case.
  public boolean isA(String... names) {
    for (String type : types)
      for (String name : names) if (type.equalsIgnoreCase(name)) return true;
    return false;
  }

  public List<String> types() {
    return types;
  }

  public boolean has(String name) {
    return properties.containsKey(name);
  }

  /// The first text under a name; of a thing its name or value. Null where there is none.
  public @Nullable String text(String name) {
    for (Object value : asked(values(name))) {
      String text = asText(value);
      if (text != null) return text;
    }
    return null;
  }

  /// All texts under a name, in order.
  public List<String> texts(String name) {
    List<String> out = new ArrayList<>();
    for (Object value : values(name)) {
      String text = asText(value);
      if (text != null) out.add(text);
    }
    return out;
  }

  /// The things under a name, in order.
  public List<Thing> things(String name) {
    List<Thing> out = new ArrayList<>();
    for (Object value : values(name)) if (value instanceof Thing thing) out.add(thing);
    return out;
  }

  public @Nullable Thing thing(String name) {
    for (Object value : values(name)) if (value instanceof Thing thing) return thing;
    return null;
  }

  void type(String type) {
    String bare = bare(type);
    if (!bare.isEmpty()) types.add(bare);
  }

  void add(String name, Object value) {
    properties.computeIfAbsent(bare(name), n -> new ArrayList<>(1)).add(value);
  }

  boolean isEmpty() {
    return types.isEmpty() && properties.isEmpty();
  }

  /// The values under a name; `@list` and `@set` stand for what is in them.
  private List<Object> values(String name) {
    List<Object> values = properties.getOrDefault(name, List.of());
    if (values.size() != 1 || !(values.getFirst() instanceof Thing only)) return values;
    if (only.has("@list")) return only.properties.getOrDefault("@list", List.of());
    return only.has("@set") ? only.properties.getOrDefault("@set", List.of()) : values;
  }

  /// Puts the thing that is known by an id in the place of what says less of it.
  void join(Map<String, Thing> byId) {
    for (List<Object> values : properties.values()) {
      values.replaceAll(v -> v instanceof Thing t ? t.known(byId) : v);
    }
  }

  Thing known(Map<String, Thing> byId) {
    String id = text("@id");
    Thing full = id == null ? null : byId.get(id);
    return full == null || full.contradicts(this) ? this : full;
  }

  /// How much is said of it.
  int size() {
    return properties.size() + 2 * types.size();
  }

  /// True where another thing of the same id says something else, so that the id is no id.
  boolean contradicts(Thing other) {
    boolean typed = !types.isEmpty() && !other.types.isEmpty();
    if (typed && !isA(other.types.toArray(String[]::new))) return true;
    for (String name : other.properties.keySet()) {
      String mine = text(name);
      String theirs = other.text(name);
      if (mine != null && theirs != null && !mine.equals(theirs)) return true;
    }
    return false;
  }

  /// Takes over what another thing of the same id adds.
  void absorb(Thing other) {
    for (String type : other.types) if (!types.contains(type)) types.add(type);
    other.properties.forEach((name, values) -> properties.putIfAbsent(name, values));
  }

  private static List<Object> asked(List<Object> values) {
    return values.subList(0, Math.min(values.size(), MOST_ASKED));
  }

  private static @Nullable String asText(Object value) {
    if (value instanceof String text) return text.isBlank() ? null : text;
    if (!(value instanceof Thing thing)) return null;
    for (String name : NAMES) {
      for (Object inner : asked(thing.properties.getOrDefault(name, List.of()))) {
        if (inner instanceof String text && !text.isBlank()) return text;
        String literal = inner instanceof Thing of ? of.literal() : null;
        if (literal != null) return literal;
      }
    }
    return thing.inLanguages();
  }

  /// The text of a value that says its type or language beside it. What ids join may go round in
  /// circles: nothing is followed from here.
  private @Nullable String literal() {
    for (Object value : asked(properties.getOrDefault("@value", List.of())))
      if (value instanceof String text && !text.isBlank()) return text;
    return null;
  }

  /// The first of the texts that stand under the tags of their languages.
  private @Nullable String inLanguages() {
    if (!types.isEmpty()) return null;
    String first = null;
    for (var one : properties.entrySet()) {
      String name = one.getKey();
      boolean tag = name.length() == 2 || (name.length() == 5 && name.charAt(2) == '-');
      if (!tag || !(one.getValue().getFirst() instanceof String text)) return null;
      if (first == null && !text.isBlank()) first = text;
    }
    return first;
  }

  private static String bare(String name) {
    String last = name.strip();
    int cut =
        Math.max(Math.max(last.lastIndexOf('/'), last.lastIndexOf('#')), last.lastIndexOf(':'));
    last = last.substring(cut + 1);
    return last.length() > 100 ? last.substring(0, 100).toLowerCase(Locale.ROOT) : last;
  }
}
