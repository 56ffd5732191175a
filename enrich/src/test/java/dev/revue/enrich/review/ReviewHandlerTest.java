package dev.revue.enrich.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.revue.common.kafka.BadRecord;
import dev.revue.enrich.catalog.Catalog;
import dev.revue.enrich.extract.Extractor;
import dev.revue.enrich.extract.Page;
import dev.revue.enrich.extract.Pages;
import dev.revue.enrich.extract.rating.Scales;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ReviewHandlerTest {
  private static final Page PAGE =
      Pages.page(Pages.review("Salt Harbour (1994) movie review", "", "<p>Rating: 3/5</p>"));

  @Test
  void aPageOnWhichTheExtractorFailsIsSetAside() {
    var bug = new IllegalStateException("a bug");
    assertThatThrownBy(() -> ReviewHandler.reviews(failing(() -> bug), PAGE, Scales.NONE))
        .isInstanceOfSatisfying(
            BadRecord.class, e -> assertThat(e.getMessage()).contains(PAGE.url(), "a bug"));
  }

  @Test
  void whereTheCatalogueCannotBeReadNoPageIsSetAside() {
    var broken = new UncheckedIOException(new IOException("disk"));
    assertThatThrownBy(() -> ReviewHandler.reviews(failing(() -> broken), PAGE, Scales.NONE))
        .isSameAs(broken);
  }

  private static Extractor failing(Supplier<RuntimeException> failure) {
    return new Extractor(
        new Catalog() {
          @Override
          public Optional<Link> link(Query query) {
            throw failure.get();
          }

          @Override
          public String fingerprint() {
            return "a test's";
          }

          @Override
          public int size() {
            return 1;
          }
        });
  }
}
