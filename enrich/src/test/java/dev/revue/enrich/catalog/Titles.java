package dev.revue.enrich.catalog;

import dev.revue.enrich.catalog.Catalog.Link;
import dev.revue.enrich.catalog.Catalog.Query;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.store.ByteBuffersDirectory;

/// Catalogues and questions made up for tests.
final class Titles {
  private Titles() {}

  static CatalogIndex catalog(Entry... entries) {
    try {
      var directory = new ByteBuffersDirectory();
      try (var writer = new CatalogWriter(directory, 16)) {
        for (Entry entry : entries) writer.add(entry);
        writer.finish();
      }
      return CatalogIndex.over(directory, "a test's");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static Entry film(String id, String title, Integer year, String... makers) {
    return entry(id, "movie", List.of(title), year, makers);
  }

  static Entry entry(String id, String type, List<String> titles, Integer year, String... makers) {
    return new Entry(
        id, type, titles, year, null, List.of(makers), List.of(), List.of(), Map.of(), 0);
  }

  static Query query(String title, String type, Integer year, String... makers) {
    return new Query(title, type, year, List.of(makers), Map.of(), "", null);
  }

  static Query query(String title, Integer year, String... makers) {
    return query(title, "movie", year, makers);
  }

  static Query inText(String title, String type, Integer year, String text) {
    return new Query(title, type, year, List.of(), Map.of(), text, null);
  }

  static String id(Optional<Link> link) {
    return link.map(l -> l.entry().id()).orElse("none");
  }
}
