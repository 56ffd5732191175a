package dev.revue.cli.dlq;

import dev.revue.common.json.Json;
import dev.revue.common.kafka.DeadLetter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// A dead letter for people: nothing in it can steer a terminal.
public final class Portrait {
  private static final int MOST_LINES = 40;
  private static final int LONGEST_LINE = 400;
  private static final int HEX_BYTES = 256;

  private Portrait() {}

  /// @param sentBack whether it was
  /// @param whole all of the value, however long
  public static String of(DeadLetter letter, boolean sentBack, boolean whole) {
    var text = new StringBuilder();
    field(text, "letter", letter.id().place() + (sentBack ? " (sent back)" : ""));
    field(text, "stage", letter.stage());
    field(text, "reason", letter.reason());
    field(text, "message", letter.message());
    field(
        text,
        "where",
        letter.origin().topic()
            + "-"
            + letter.origin().partition()
            + "@"
            + letter.origin().offset());
    field(text, "at", letter.at().toString());
    field(text, "attempts", String.valueOf(letter.attempts()));
    letter.previous().ifPresent(previous -> field(text, "was before", previous.place()));
    field(text, "key", inline(letter.record().key()));
    for (Header header : letter.original().headers()) {
      field(text, "header", header.key() + ": " + inline(header.value()));
    }
    byte[] value = letter.record().value();
    field(text, "value", value == null ? "(null)" : value.length + " bytes");
    if (value != null) body(text, value, whole);
    return text.toString();
  }

  private static void field(StringBuilder text, String name, String value) {
    text.append("%-10s  %s%n".formatted(name, Plain.line(value)));
  }

  private static String inline(byte @Nullable [] bytes) {
    if (bytes == null) return "(null)";
    return utf8(bytes).orElseGet(() -> "0x" + HexFormat.of().formatHex(bytes));
  }

  private static void body(StringBuilder text, byte[] value, boolean whole) {
    List<String> lines = Plain.lines(pretty(value, whole)).lines().toList();
    int shown = whole ? lines.size() : Math.min(lines.size(), MOST_LINES);
    int cut = lines.size() - shown;
    for (String line : lines.subList(0, shown)) {
      boolean tooLong = !whole && line.length() > LONGEST_LINE;
      text.append(tooLong ? line.substring(0, LONGEST_LINE) + " …" : line).append('\n');
      if (tooLong && cut == 0) cut = -1;
    }
    if (cut > 0) text.append("… ").append(cut).append(" more lines: --full shows all\n");
    else if (cut < 0) text.append("… long lines were cut: --full shows all\n");
  }

  private static String pretty(byte[] value, boolean whole) {
    try {
      return Json.MAPPER
          .writerWithDefaultPrettyPrinter()
          .writeValueAsString(Json.MAPPER.readTree(value));
    } catch (JacksonException e) {
      return utf8(value).orElseGet(() -> hex(value, whole));
    }
  }

  private static String hex(byte[] value, boolean whole) {
    int shown = whole ? value.length : Math.min(value.length, HEX_BYTES);
    return HexFormat.of().formatHex(value, 0, shown) + (shown < value.length ? " …" : "");
  }

  private static Optional<String> utf8(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
