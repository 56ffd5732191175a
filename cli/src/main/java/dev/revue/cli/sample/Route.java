package dev.revue.cli.sample;

import java.nio.charset.Charset;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One line of `routes.tsv`: what a publisher answers for a path (with its query), where the body
/// lies, in which encoding its bytes leave, and what a client may revalidate it by.
record Route(
    String publisher,
    String path,
    int status,
    String contentType,
    Charset encoding,
    Optional<String> file,
    Optional<Validator> validator,
    Optional<String> location) {

  /// The path of the answer to everything that has no route.
  static final String ANYTHING = "*";

  /// What a later request may ask about instead of asking for the page again.
  sealed interface Validator {
    record ETag() implements Validator {}

    record LastModified(Instant time) implements Validator {}
  }

  static List<Route> all() {
    return Resources.text("routes.tsv").lines().skip(1).map(Route::parse).toList();
  }

  private static Route parse(String line) {
    String[] cell = line.split("\t", -1);
    if (cell.length != 8) {
      throw new IllegalStateException("routes.tsv: not 8 columns in: " + line);
    }
    return new Route(
        cell[0],
        cell[1],
        Integer.parseInt(cell[2]),
        cell[3],
        Charset.forName(cell[4]),
        present(cell[5]),
        present(cell[6]).map(Route::validator),
        present(cell[7]));
  }

  private static Validator validator(String cell) {
    return cell.equals("etag")
        ? new Validator.ETag()
        : new Validator.LastModified(Instant.parse(cell));
  }

  private static Optional<String> present(String cell) {
    return Optional.of(cell).filter(c -> !c.equals("-"));
  }
}
