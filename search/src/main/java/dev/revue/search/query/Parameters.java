package dev.revue.search.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The decoded parameters of a request, each with its values in order; blank values count as not
/// given, as an empty field of a form does.
public record Parameters(Map<String, List<String>> values) {
  private static final int MAX_QUERY_STRING = 8_192;

  /// @throws BadParameterException where the whole is too long or not percent-encoded
  public static Parameters of(@Nullable String rawQuery) {
    var values = new LinkedHashMap<String, List<String>>();
    if (rawQuery == null || rawQuery.isEmpty()) return new Parameters(values);
    if (rawQuery.length() > MAX_QUERY_STRING) {
      throw new BadParameterException(
          "query string", rawQuery.length() + " characters are more than " + MAX_QUERY_STRING);
    }
    for (String pair : rawQuery.split("&")) {
      int equals = pair.indexOf('=');
      if (equals <= 0) continue;
      String value = decoded(pair.substring(equals + 1)).strip();
      if (value.isEmpty()) continue;
      values.computeIfAbsent(decoded(pair.substring(0, equals)), n -> new ArrayList<>()).add(value);
    }
    return new Parameters(values);
  }

  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /// @throws BadParameterException where it is given more than once or too long
  public String text(String name, int maxLength) {
    List<String> given = all(name);
    if (given.isEmpty()) return "";
    if (given.size() > 1) throw new BadParameterException(name, "given " + given.size() + " times");
    return within(name, given.getFirst(), maxLength);
  }

  /// @throws BadParameterException where it is no whole number in the range
  public int number(String name, int otherwise, int min, int max) {
    String text = text(name, 20);
    if (text.isEmpty()) return otherwise;
    try {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) return number;
    } catch (NumberFormatException e) {
      // said below, as for a number out of range
    }
    throw new BadParameterException(
        name, "'" + text + "' is not a whole number from " + min + " to " + max);
  }

  /// @throws BadParameterException where a name is none of these
  public void allow(Set<String> names) {
    for (String name : values.keySet()) {
      if (!names.contains(name)) {
        throw new BadParameterException(
            within("parameter", name, 40), "not known here; known are " + String.join(", ", names));
      }
    }
  }

  static String within(String name, String value, int maxLength) {
    if (value.length() <= maxLength) return value;
    throw new BadParameterException(
        name, value.length() + " characters are more than " + maxLength);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      throw new BadParameterException("query string", "not percent-encoded: " + e.getMessage());
    }
  }
}
