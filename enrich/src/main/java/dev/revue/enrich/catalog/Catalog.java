package dev.revue.enrich.catalog;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Knows titles, and links what a page reviews to one of them: to none where that is not sure.
/// Thread-safe; the same fingerprint means the same answers.
public interface Catalog extends AutoCloseable {
  /// Knows nothing.
  Catalog NONE =
      new Catalog() {
        @Override
        public Optional<Link> link(Query query) {
          return Optional.empty();
        }

        @Override
        public String fingerprint() {
          return "none";
        }

        @Override
        public int size() {
          return 0;
        }
      };

  /// @throws java.io.UncheckedIOException where the catalogue cannot be read
  Optional<Link> link(Query query);

  /// A hash of all that the catalogue knows.
  String fingerprint();

  /// How many titles it knows.
  int size();

  @Override
  default void close() {}

  /// The catalogue of a folder, or the one that comes along; whoever opens it closes it.
  ///
  /// @throws CatalogException where the folder is no catalogue that this release reads
  static Catalog open(Optional<Path> folder) {
    return folder.<Catalog>map(CatalogIndex::open).orElseGet(ShippedCatalog::new);
  }

  /// What a page tells of the title that it reviews.
  ///
  /// @param type movie, tv, book, game, music …; `other` where it is not known
  /// @param year as the page states it; a guess is none
  /// @param makers directors, authors and artists as the page names them
  /// @param ids ids elsewhere, by catalogue, as mark-up gives them for this very title
  /// @param links ids elsewhere that the page links to: of this title, or of one like it
  /// @param text the page's own words, in which the people of a candidate are looked for
  /// @param published the year of the review: no title is younger than its reviews
  record Query(
      String title,
      String type,
      @Nullable Integer year,
      List<String> makers,
      Map<String, String> ids,
      Map<String, String> links,
      String text,
      @Nullable Integer published) {
    public Query {
      makers = List.copyOf(makers);
      ids = Map.copyOf(ids);
      links = Map.copyOf(links);
    }

    public Query(
        String title,
        String type,
        @Nullable Integer year,
        List<String> makers,
        Map<String, String> ids,
        String text,
        @Nullable Integer published) {
      this(title, type, year, makers, ids, Map.of(), text, published);
    }
  }

  /// The title that is meant.
  ///
  /// @param confidence 0 to 1
  /// @param evidence what agreed
  record Link(Entry entry, double confidence, String evidence) {}
}
