package dev.revue.search.page;

import dev.revue.common.event.Ids;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The files that pages refer to, read once. Their addresses carry a hash of their content, so that
/// browsers may keep them for good and still see a new one at once.
public final class Assets {
  private static final Map<String, String> TYPES =
      Map.of(
          "revue.css", "text/css; charset=utf-8",
          "revue.js", "text/javascript; charset=utf-8",
          "icon.svg", "image/svg+xml");

  private final Map<String, Asset> assets = new TreeMap<>();

  /// @param tag changes whenever the content does
  public record Asset(String type, String content, String tag) {}

  public Assets() {
    TYPES.forEach((name, type) -> assets.put(name, load(name, type)));
  }

  public Optional<Asset> find(String name) {
    return Optional.ofNullable(assets.get(name));
  }

  public String href(String name) {
    return "/static/" + name + "?v=" + find(name).orElseThrow().tag();
  }

  private static Asset load(String name, String type) {
    try (@Nullable InputStream in =
        Assets.class.getResourceAsStream("/dev/revue/search/static/" + name)) {
      if (in == null) throw new IllegalStateException(name + " is not on the class path");
      byte[] content = in.readAllBytes();
      return new Asset(
          type,
          new String(content, StandardCharsets.UTF_8),
          HexFormat.of().formatHex(Ids.sha256(content), 0, 8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
