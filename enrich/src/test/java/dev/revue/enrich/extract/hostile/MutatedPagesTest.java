package dev.revue.enrich.extract.hostile;

import dev.revue.enrich.extract.Extraction;
import dev.revue.enrich.extract.Extractor;
import dev.revue.enrich.extract.Pages;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MutatedPagesTest {
  @Test
  void damagedPagesGiveNoExceptionAndNoTag() {
    run(0, 1_500);
  }

  @Test
  @Tag("nightly")
  void tenThousandDamagedPagesGiveNoExceptionAndNoTag() {
    run(1_500, 10_000);
  }

  private static void run(int from, int to) {
    var extractor = new Extractor();
    for (int number = from; number < to; number++) {
      Extraction extraction;
      try {
        extraction = extractor.extract(Pages.page(Mutations.page(number)));
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("page " + number, e);
      }
      Harmless.check(extraction, "page " + number);
    }
  }
}
