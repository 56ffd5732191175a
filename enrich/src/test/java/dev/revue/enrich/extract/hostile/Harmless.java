package dev.revue.enrich.extract.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.common.json.Json;
import dev.revue.enrich.extract.Extraction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What must hold of whatever leaves the extractor, whatever went in.
final class Harmless {
  private static final Pattern TAG = Pattern.compile("<[\\p{L}!/?]");

  private Harmless() {}

  /// No tag that a browser would open, no address that is not the web's, no half character.
  static void check(Extraction extraction, String what) {
    String all = Json.text(extraction);
    assertThat(TAG.matcher(all).find()).as("%s opens a tag: %s", what, all).isFalse();
    assertThat(halved(all)).as("%s has half a character: %s", what, all).isFalse();
    for (Review review : extraction.reviews()) address(review.image(), what);
  }

  private static void address(@Nullable String url, String what) {
    if (url != null) assertThat(url).as(what).matches("https?://.+");
  }

  private static boolean halved(String text) {
    return text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF);
  }
}
