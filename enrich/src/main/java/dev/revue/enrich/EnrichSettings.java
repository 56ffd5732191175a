package dev.revue.enrich;

import dev.revue.common.settings.Env;

/// What the stage does beside reading pages.
///
/// @param embeddings whether English reviews get an embedding
public record EnrichSettings(Embeddings embeddings) {
  public enum Embeddings {
    ON,
    OFF
  }

  public static final EnrichSettings DEFAULT = new EnrichSettings(Embeddings.ON);

  public static EnrichSettings from(Env env) {
    String text = env.text("REVUE_ENRICH_EMBEDDINGS", "on").strip();
    if (!text.equals("on") && !text.equals("off")) {
      env.mistake("REVUE_ENRICH_EMBEDDINGS='" + text + "' is not on or off");
    }
    return new EnrichSettings(text.equals("off") ? Embeddings.OFF : Embeddings.ON);
  }
}
