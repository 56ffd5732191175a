package dev.revue.enrich.catalog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.store.ByteBuffersDirectory;

/// The small catalogue that comes with Revue: well-known titles, written down by hand. It is made
/// when it is first asked, in memory, and lives as long as the process.
public final class ShippedCatalog implements Catalog {
  static final String RESOURCE = "titles.jsonl";
  private static final double BUFFER_MEGABYTES = 16;

  @Override
  public Optional<Link> link(Query query) {
    return Made.INDEX.link(query);
  }

  @Override
  public String fingerprint() {
    return Made.INDEX.fingerprint();
  }

  @Override
  public int size() {
    return Made.INDEX.size();
  }

  /// Its index, which is never closed.
  public static CatalogIndex index() {
    return Made.INDEX;
  }

  static List<Entry> entries() {
    try (InputStream in = ShippedCatalog.class.getResourceAsStream(RESOURCE)) {
      if (in == null) throw new IllegalStateException(RESOURCE + " is not in the jar");
      var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      var out = new ArrayList<Entry>();
      for (String line = reader.readLine(); line != null; line = reader.readLine())
        if (!line.isBlank()) out.add(EntryLine.read(line));
      return out;
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE, e);
    }
  }

  private static final class Made {
    static final CatalogIndex INDEX = make();

    private Made() {}

    private static CatalogIndex make() {
      try {
        var directory = new ByteBuffersDirectory();
        try (var writer = new CatalogWriter(directory, BUFFER_MEGABYTES)) {
          for (Entry entry : entries()) writer.add(entry);
          writer.finish();
        }
        return CatalogIndex.over(directory, "the shipped catalogue");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
