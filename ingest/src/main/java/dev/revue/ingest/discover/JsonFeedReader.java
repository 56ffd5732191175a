package dev.revue.ingest.discover;

import dev.revue.common.json.Json;
import dev.revue.ingest.discover.Content.Entry;
import dev.revue.ingest.discover.Content.Feed;
import dev.revue.ingest.discover.Content.Unknown;
import dev.revue.ingest.url.CanonicalUrl;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// JSON Feed 1.0 and 1.1, read as a stream; of a broken one, what stands before the break.
final class JsonFeedReader {
  private static final int MOST_ENTRIES = 10_000;

  private final CanonicalUrl url;
  private final List<Entry> entries = new ArrayList<>();
  private String version = "";
  private String title = "";
  private String next = "";

  private JsonFeedReader(CanonicalUrl url) {
    this.url = url;
  }

  static Content read(CanonicalUrl url, Reader text) {
    var reader = new JsonFeedReader(url);
    try (JsonParser json = Json.MAPPER.createParser(text)) {
      if (json.nextToken() == JsonToken.START_OBJECT) reader.feed(json);
    } catch (JacksonException e) {
      // What came before it counts.
    }
    if (!reader.version.contains("jsonfeed.org/version")) return new Unknown();
    Optional<CanonicalUrl> further =
        reader.next.isEmpty() ? Optional.empty() : url.resolve(reader.next);
    return new Feed("json", reader.title, List.copyOf(reader.entries), further);
  }

  private void feed(JsonParser json) {
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      JsonToken value = json.nextToken();
      switch (name) {
        case "version" -> version = text(json, value);
        case "title" -> title = text(json, value).strip();
        case "next_url" -> next = text(json, value);
        case "items" -> {
          if (value == JsonToken.START_ARRAY) items(json);
          else skip(json);
        }
        default -> skip(json);
      }
    }
  }

  private void items(JsonParser json) {
    for (JsonToken token = json.nextToken();
        token != null && token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      if (token == JsonToken.START_OBJECT && entries.size() < MOST_ENTRIES) item(json);
      else skip(json);
    }
  }

  private void item(JsonParser json) {
    var draft = new EntryDraft();
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      JsonToken value = json.nextToken();
      switch (name) {
        case "url" -> draft.link(url, text(json, value), EntryDraft.BY_REFERENCE);
        case "external_url" -> draft.link(url, text(json, value), EntryDraft.BY_TEXT);
        case "id" -> {
          String id = text(json, value);
          if (id.startsWith("http")) draft.link(url, id, EntryDraft.BY_GUID);
        }
        case "title" -> draft.title(text(json, value).strip(), 0);
        case "date_published" -> draft.published(text(json, value), 1);
        case "date_modified" -> draft.published(text(json, value), 0);
        default -> skip(json);
      }
    }
    entries.add(draft.entry());
  }

  private static String text(JsonParser json, JsonToken value) {
    if (value == JsonToken.VALUE_STRING) return json.getString();
    skip(json);
    return "";
  }

  private static void skip(JsonParser json) {
    var _ = json.skipChildren();
  }
}
