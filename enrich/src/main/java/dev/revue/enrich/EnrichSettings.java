package dev.revue.enrich;

import dev.revue.common.settings.Env;
import dev.revue.enrich.catalog.Catalog;
import dev.revue.enrich.catalog.CatalogException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What the stage does beside reading pages.
///
/// @param embeddings whether English reviews get an embedding
/// @param catalog the folder of the title catalogue; empty = the one that comes along
public record EnrichSettings(Embeddings embeddings, Optional<Path> catalog) {
  public enum Embeddings {
    ON,
    OFF
  }

  public EnrichSettings(Embeddings embeddings) {
    this(embeddings, Optional.empty());
  }

  private static final String CATALOG = "REVUE_CATALOG";

  public static final EnrichSettings DEFAULT = new EnrichSettings(Embeddings.ON);

  public static EnrichSettings from(Env env) {
    String text = env.text("REVUE_ENRICH_EMBEDDINGS", "on").strip();
    if (!text.equals("on") && !text.equals("off")) {
      env.mistake("REVUE_ENRICH_EMBEDDINGS='" + text + "' is not on or off");
    }
    return new EnrichSettings(text.equals("off") ? Embeddings.OFF : Embeddings.ON, catalog(env));
  }

  /// The catalogue's folder alone.
  ///
  /// @throws dev.revue.common.settings.SettingsException where it is no catalogue
  public static Optional<Path> catalog(Map<String, String> environment) {
    String value = environment.get(CATALOG);
    var env = new Env(value == null ? Map.of() : Map.of(CATALOG, value));
    Optional<Path> folder = catalog(env);
    env.check();
    return folder;
  }

  /// The folder that `REVUE_CATALOG` names, if it is a catalogue that can be read.
  private static Optional<Path> catalog(Env env) {
    Optional<Path> folder = env.text(CATALOG).map(text -> Path.of(text.strip()));
    try (Catalog readable = Catalog.open(folder)) {
      return folder;
    } catch (CatalogException e) {
      env.mistake(CATALOG + ": " + e.getMessage());
      return Optional.empty();
    }
  }
}
