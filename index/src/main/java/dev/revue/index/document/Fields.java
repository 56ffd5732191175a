package dev.revue.index.document;

import dev.revue.common.event.Ids;
import dev.revue.common.event.Version;
import dev.revue.common.json.Json;
import dev.revue.index.contract.IndexKind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A flat document in the making: every string is clean and within its limit, every number is one
/// that the mapping takes, and what is unknown or unfit is absent.
final class Fields {
  /// Below the 1,000,000 characters up to which the index highlights.
  static final int PROSE = 1_000_000;

  static final int LINE = 10_000;
  static final int NAME = 1_000;

  /// Codes are keywords without `ignore_above`: over 32,766 bytes the index would refuse them.
  static final int CODE = 256;

  private static final int MOST_VALUES = 200;
  private static final double LARGEST = 1e9;
  private static final Pattern URL =
      Pattern.compile("https?://[^\\s/?#<>\"\\p{Cc}][^\\s<>\"\\p{Cc}]*", Pattern.CASE_INSENSITIVE);
  private static final int LONGEST_URL = 8_192;

  private final ObjectNode node = Json.MAPPER.createObjectNode();

  Fields text(String name, @Nullable String value, int limit) {
    if (value == null) return this;
    String clean = PlainText.clean(value, limit);
    if (!clean.isEmpty()) node.put(name, clean);
    return this;
  }

  Fields texts(String name, Collection<? extends @Nullable String> values, int limit) {
    List<String> clean =
        values.stream()
            .filter(Objects::nonNull)
            .map(value -> PlainText.clean(value, limit))
            .filter(value -> !value.isEmpty())
            .distinct()
            .limit(MOST_VALUES)
            .toList();
    if (clean.isEmpty()) return this;
    var array = node.putArray(name);
    clean.forEach(array::add);
    return this;
  }

  /// An identifier, exactly as it is: it names something elsewhere.
  Fields id(String name, @Nullable String value) {
    if (value != null) node.put(name, value);
    return this;
  }

  /// An absolute http(s) address, or nothing.
  Fields url(String name, @Nullable String value) {
    if (value == null) return this;
    String stripped = value.strip();
    if (stripped.length() <= LONGEST_URL && URL.matcher(stripped).matches()) {
      node.put(name, stripped);
    }
    return this;
  }

  Fields number(String name, @Nullable Double value) {
    if (value != null && Double.isFinite(value) && Math.abs(value) <= LARGEST)
      node.put(name, value);
    return this;
  }

  /// A number of a scale; what is not on it is no such number.
  Fields scaled(String name, @Nullable Double value, int least, int most) {
    return value != null && value >= least && value <= most ? number(name, value) : this;
  }

  Fields number(String name, int value) {
    node.put(name, value);
    return this;
  }

  Fields number(String name, long value) {
    node.put(name, value);
    return this;
  }

  Fields year(String name, @Nullable Integer value) {
    if (value != null && Dates.inRange(value)) node.put(name, value.intValue());
    return this;
  }

  Fields time(String name, @Nullable Instant value) {
    if (value != null) node.put(name, Dates.instant(value));
    return this;
  }

  Fields flag(String name, Flag value) {
    node.put(name, value == Flag.SET);
    return this;
  }

  enum Flag {
    SET,
    CLEAR
  }

  /// Details that are shown but not searched, each with fields of its own.
  Fields details(String name, List<Fields> values) {
    if (values.isEmpty()) return this;
    var array = node.putArray(name);
    values.stream().limit(MOST_VALUES).forEach(value -> array.add(value.node));
    return this;
  }

  Fields object(String name, Fields value) {
    if (!value.node.isEmpty()) node.set(name, value.node);
    return this;
  }

  Fields numbers(String name, List<? extends Number> values) {
    var array = node.putArray(name);
    values.forEach(value -> {
      if (value instanceof Integer whole) array.add(whole.intValue());
      else array.add(value.floatValue());
    });
    return this;
  }

  /// The decade of a year as people say it, such as `1990s`.
  static @Nullable String decade(@Nullable Integer year) {
    return year == null || !Dates.inRange(year)
        ? null
        : String.format(Locale.ROOT, "%d0s", year / 10);
  }

  /// The document: these fields, and beside them their hash, the version and the times of fetching
  /// and indexing. The hash covers neither version nor those: it tells whether the content is
  /// another.
  Document document(IndexKind kind, String id, Version version, Instant indexedAt) {
    JsonNode fetchedAt = node.remove("fetched_at");
    byte[] content = Json.MAPPER.writeValueAsBytes(node);
    long hash = ByteBuffer.wrap(Ids.sha256(content)).getLong();
    String rest =
        (node.isEmpty() ? "" : ",")
            + "\"content_hash\":"
            + hash
            + (fetchedAt == null ? "" : ",\"fetched_at\":" + fetchedAt)
            + ",\"version\":"
            + version.value()
            + ",\"indexed_at\":\""
            + Dates.instant(indexedAt)
            + "\"}";
    var out = new ByteArrayOutputStream(content.length + rest.length());
    out.write(content, 0, content.length - 1);
    out.writeBytes(rest.getBytes(StandardCharsets.UTF_8));
    return new Document(kind, id, version, hash, out.toByteArray());
  }

  /// A tombstone: these fields and the version, no hash and no time of indexing.
  Document tombstone(IndexKind kind, String id, Version version) {
    node.put("version", version.value()).put("deleted", true);
    return new Document(kind, id, version, null, Json.MAPPER.writeValueAsBytes(node));
  }
}
