package dev.revue.index.bulk;

import dev.revue.common.event.Version;
import dev.revue.common.json.Json;
import java.io.ByteArrayOutputStream;

/// One whole document on its way through an alias: its two lines of a bulk, made once, so that
/// every attempt sends the same bytes.
public final class Operation {
  private final byte[] lines;

  private Operation(byte[] lines) {
    this.lines = lines;
  }

  /// A write that the index applies only above the version it has, and only through an alias: a
  /// missing one must never be made up.
  ///
  /// @param document JSON without line breaks
  public static Operation index(String alias, String id, Version version, byte[] document) {
    var action = Json.MAPPER.createObjectNode();
    action
        .putObject("index")
        .put("_index", alias)
        .put("_id", id)
        .put("version", version.value())
        .put("version_type", "external")
        .put("require_alias", true);
    byte[] head = Json.MAPPER.writeValueAsBytes(action);
    var lines = new ByteArrayOutputStream(head.length + document.length + 2);
    lines.writeBytes(head);
    lines.write('\n');
    lines.writeBytes(document);
    lines.write('\n');
    return new Operation(lines.toByteArray());
  }

  int bytes() {
    return lines.length;
  }

  void appendTo(ByteArrayOutputStream body) {
    body.writeBytes(lines);
  }
}
