package dev.revue.enrich.catalog;

import dev.revue.common.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// A title as a JSON line: `{"id","type","title","titles":[…],"year","until","directors":[…],
/// "cast":[…],"genres":[…],"ids":{…},"votes"}`; `id`, `type` and `title` are needed.
record EntryLine(
    @Nullable String id,
    @Nullable String type,
    @Nullable String title,
    @Nullable List<@Nullable String> titles,
    @Nullable Integer year,
    @Nullable Integer until,
    @Nullable List<@Nullable String> directors,
    @Nullable List<@Nullable String> cast,
    @Nullable List<@Nullable String> genres,
    @Nullable Map<String, @Nullable String> ids,
    @Nullable Long votes) {
  /// An item's id is `c-` and this one, and the index takes 64 bytes.
  private static final int LONGEST_ID = 62;

  /// @throws IllegalArgumentException that says what is wrong with the line
  static Entry read(String line) {
    EntryLine read;
    try {
      read = Json.MAPPER.readValue(line, EntryLine.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not a JSON line: " + e.getOriginalMessage(), e);
    }
    if (read == null) throw new IllegalArgumentException("not a title");
    return read.entry();
  }

  private Entry entry() {
    if (id == null || id.isBlank()) throw new IllegalArgumentException("id is missing");
    if (id.length() > LONGEST_ID || !id.matches("[\\w.:-]+"))
      throw new IllegalArgumentException(
          "id '" + id + "' is not of at most " + LONGEST_ID + " letters, digits and .:_-");
    if (title == null || Name.of(title).key().isEmpty())
      throw new IllegalArgumentException("title is missing");
    if (type == null || !Facts.TYPES.contains(type))
      throw new IllegalArgumentException("type '" + type + "' is not one of " + Facts.TYPES);
    if (year != null && (year < 0 || year > 2200))
      throw new IllegalArgumentException("year " + year + " is none");
    Set<String> all = new LinkedHashSet<>();
    all.add(title);
    all.addAll(present(titles));
    Map<String, String> known = new java.util.TreeMap<>();
    if (ids != null)
      ids.forEach((name, value) -> {
        if (value != null && !value.isBlank()) known.put(name, value);
      });
    return new Entry(
        id,
        type,
        List.copyOf(all),
        year,
        until,
        present(directors),
        present(cast),
        present(genres),
        known,
        votes == null ? 0 : votes);
  }

  private static List<String> present(@Nullable List<@Nullable String> texts) {
    var out = new ArrayList<String>();
    if (texts != null) for (String text : texts) if (text != null && !text.isBlank()) out.add(text);
    return out;
  }
}
