package dev.revue.index.bulk;

import dev.revue.common.event.Version;
import dev.revue.common.json.Json;
import java.nio.ByteBuffer;

/// One whole document on its way through an alias: its two lines of a bulk, made once, so that
/// every attempt sends the same bytes.
public final class Operation {
  private static final int LINE_BREAKS = 2;

  private final byte[] action;
  private final byte[] document;

  private Operation(byte[] action, byte[] document) {
    this.action = action;
    this.document = document;
  }

  /// A write that the index applies only above the version it has, and only through an alias: a
  /// missing one must never be made up.
  ///
  /// @param document JSON without line breaks; not to be changed
  public static Operation index(String alias, String id, Version version, byte[] document) {
    var action = Json.MAPPER.createObjectNode();
    action
        .putObject("index")
        .put("_index", alias)
        .put("_id", id)
        .put("version", version.value())
        .put("version_type", "external")
        .put("require_alias", true);
    return new Operation(Json.MAPPER.writeValueAsBytes(action), document);
  }

  int bytes() {
    return action.length + document.length + LINE_BREAKS;
  }

  void appendTo(ByteBuffer body) {
    body.put(action).put((byte) '\n').put(document).put((byte) '\n');
  }
}
