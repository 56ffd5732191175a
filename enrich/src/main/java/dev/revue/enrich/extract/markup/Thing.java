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

  /// json-ld, microdata, rdfa or hreview.
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
    for (Object value : properties.getOrDefault(name, List.of())) {
      String text = asText(value);
      if (text != null) return text;
    }
    return null;
  }

  /// All texts under a name, in order.
  public List<String> texts(String name) {
    List<String> out = new ArrayList<>();
    for (Object value : properties.getOrDefault(name, List.of())) {
      String text = asText(value);
      if (text != null) out.add(text);
    }
    return out;
  }

  /// The things under a name, in order.
  public List<Thing> things(String name) {
    List<Thing> out = new ArrayList<>();
    for (Object value : properties.getOrDefault(name, List.of()))
      if (value instanceof Thing thing) out.add(thing);
    return out;
  }

  public @Nullable Thing thing(String name) {
    for (Object value : properties.getOrDefault(name, List.of()))
      if (value instanceof Thing thing) return thing;
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

  /// Puts the thing that is known by an id in the place of a mere reference to it.
  void join(Map<String, Thing> byId) {
    for (List<Object> values : properties.values()) {
      values.replaceAll(v -> v instanceof Thing t ? t.resolved(byId) : v);
    }
  }

  private Thing resolved(Map<String, Thing> byId) {
    String id = text("@id");
    if (id == null || properties.size() > 1 || !types.isEmpty()) return this;
    return byId.getOrDefault(id, this);
  }

  private static @Nullable String asText(Object value) {
    if (value instanceof String text) return text.isBlank() ? null : text;
    if (value instanceof Thing thing) {
      for (String name : List.of("name", "@value", "headline", "url")) {
        for (Object inner : thing.properties.getOrDefault(name, List.of())) {
          if (inner instanceof String text && !text.isBlank()) return text;
        }
      }
    }
    return null;
  }

  private static String bare(String name) {
    String last = name.strip();
    int cut =
        Math.max(Math.max(last.lastIndexOf('/'), last.lastIndexOf('#')), last.lastIndexOf(':'));
    last = last.substring(cut + 1);
    return last.length() > 100 ? last.substring(0, 100).toLowerCase(Locale.ROOT) : last;
  }
}
