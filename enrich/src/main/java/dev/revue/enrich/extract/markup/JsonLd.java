package dev.revue.enrich.extract.markup;

import dev.revue.enrich.extract.outline.Outline;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/// JSON-LD as pages really write it: wrapped in CDATA or comments, with control characters,
/// trailing commas and semicolons, several roots, entities, or cut off. What could be read before a
/// fault stays.
final class JsonLd {
  private static final int MOST_THINGS = 20_000;
  private static final JsonFactory LENIENT =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .enable(JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(JsonReadFeature.ALLOW_MISSING_VALUES)
          .enable(JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS)
          .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
          .enable(JsonReadFeature.ALLOW_LEADING_DECIMAL_POINT_FOR_NUMBERS)
          .build();

  private JsonLd() {}

  /// Everything that the scripts of a page describe, outer things before inner ones.
  static List<Thing> read(Outline outline) {
    List<Thing> all = new ArrayList<>();
    for (Element script : outline.scripts()) {
      String json = unwrap(script.data());
      int before = all.size();
      roots(all, json);
      if (all.size() == before && json.contains("&quot;"))
        roots(all, Parser.unescapeEntities(json, false));
    }
    return all;
  }

  private static String unwrap(String script) {
    int start = opening(script, 0);
    // `[` of `<![CDATA[` opens nothing
    int cdata = script.indexOf("CDATA[", Math.max(0, start - 8));
    if (cdata >= 0 && cdata - start <= 1 && cdata - start >= -8)
      start = opening(script, cdata + "CDATA[".length());
    return script.substring(start);
  }

  private static int opening(String json, int from) {
    int i = from;
    while (i < json.length() && json.charAt(i) != '{' && json.charAt(i) != '[') i++;
    return i;
  }

  /// Reads one root after the other, whatever stands between them.
  private static void roots(List<Thing> all, String json) {
    for (int start = opening(json, 0); start < json.length(); ) {
      int end = closing(json, start);
      String root = json.substring(start, end);
      List<Thing> found = new ArrayList<>();
      if (!readInto(found, root)) {
        List<Thing> mended = new ArrayList<>();
        readInto(mended, escaped(root));
        if (mended.size() > found.size()) found = mended;
      }
      if (all.size() < MOST_THINGS) all.addAll(found);
      start = opening(json, end);
    }
  }

  /// Where a root ends: its brackets are closed, or the script is.
  private static int closing(String json, int start) {
    int depth = 0;
    boolean quoted = false;
    for (int i = start; i < json.length(); i++) {
      char c = json.charAt(i);
      if (quoted && c == '\\') i++;
      else if (c == '"') quoted = !quoted;
      else if (!quoted && (c == '{' || c == '[')) depth++;
      else if (!quoted && (c == '}' || c == ']') && --depth <= 0) return i + 1;
    }
    return json.length();
  }

  /// With a backslash before quotation marks that neither begin nor end a string, as templates that
  /// print titles forget to write.
  private static String escaped(String json) {
    var out = new StringBuilder(json.length() + 64);
    boolean quoted = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (quoted && c == '\\' && i + 1 < json.length()) {
        out.append(c).append(json.charAt(++i));
        continue;
      }
      if (c == '"' && quoted && !ends(json, i + 1)) out.append('\\');
      else if (c == '"') quoted = !quoted;
      out.append(c);
    }
    return out.toString();
  }

  private static boolean ends(String json, int after) {
    int i = after;
    while (i < json.length() && i - after < 100 && Character.isWhitespace(json.charAt(i))) i++;
    return i == json.length() || ",:}]".indexOf(json.charAt(i)) >= 0;
  }

  /// False where the script is broken; the things read so far are in `all` then.
  private static boolean readInto(List<Thing> all, String json) {
    Deque<Frame> open = new ArrayDeque<>();
    try (JsonParser in = LENIENT.createParser(ObjectReadContext.empty(), json)) {
      String name = null;
      for (JsonToken token = in.nextToken();
          token != null && all.size() < MOST_THINGS;
          token = in.nextToken()) {
        switch (token) {
          case PROPERTY_NAME -> name = in.currentName();
          case START_OBJECT -> name = start(all, open, name);
          case START_ARRAY -> {
            Frame outer = open.peek();
            open.push(
                new Frame(
                    outer == null ? null : outer.thing,
                    name != null || outer == null ? name : outer.list,
                    true));
            name = null;
          }
          case END_OBJECT, END_ARRAY -> {
            open.poll();
            name = null;
          }
          case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE -> {
            value(open.peek(), name, in.getString());
            name = null;
          }
          default -> name = null;
        }
      }
      return open.isEmpty();
    } catch (JacksonException e) {
      return false;
    }
  }

  private static @Nullable String start(List<Thing> all, Deque<Frame> open, @Nullable String name) {
    Frame outer = open.peek();
    Thing parent = outer == null ? null : outer.thing;
    String role = name != null || outer == null ? name : outer.list;
    boolean graph = "@graph".equals(role);
    Thing thing = new Thing("json-ld", graph ? null : parent, graph ? null : role);
    if (parent != null && role != null && !graph) parent.add(role, thing);
    all.add(thing);
    open.push(new Frame(thing, null, false));
    return null;
  }

  private static void value(@Nullable Frame frame, @Nullable String name, String text) {
    if (frame == null || frame.thing == null) return;
    String property = name != null ? name : frame.list;
    if (property == null) return;
    if (property.equals("@type") || property.equals("type")) frame.thing.type(text);
    else if (property.equals("id")) frame.thing.add("@id", text);
    else
      frame.thing.add(
          property, text.indexOf('&') >= 0 ? Parser.unescapeEntities(text, false) : text);
  }

  /// An object or array that is being read; of an array, the property that it is the value of.
  private record Frame(@Nullable Thing thing, @Nullable String list, boolean array) {}
}
