package dev.revue.cli.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The bundled files of the sample site. They are UTF-8 here, whatever encoding they are served in,
/// and name origins by placeholder: `{{origin}}` is the page's own, `{{origin:gull-and-reel}}`
/// another.
final class Resources {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{origin(?::([a-z-]+))?}}");

  private Resources() {}

  static String text(String file) {
    return new String(bytes(file), StandardCharsets.UTF_8);
  }

  static byte[] bytes(String file) {
    try (InputStream in = Resources.class.getResourceAsStream("/sample/" + file)) {
      if (in == null) {
        throw new IllegalStateException("no bundled file sample/" + file);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @param self the publisher that `{{origin}}` without a name stands for
  static String render(String template, String self, Map<String, URI> origins) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(found -> {
          String name = found.group(1) == null ? self : found.group(1);
          URI origin = origins.get(name);
          if (origin == null) {
            throw new IllegalStateException("no publisher of the sample site is called " + name);
          }
          return Matcher.quoteReplacement(origin.toString());
        });
  }
}
