package dev.revue.enrich.catalog;

import dev.revue.enrich.catalog.Candidate.How;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFileNames;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// A catalogue in a Lucene index: memory-mapped, read only, thread-safe, open until it is closed.
public final class CatalogIndex implements Catalog {
  /// Rises when an index of before would be read wrongly.
  static final String FORMAT = "1";

  static final String FORMAT_KEY = "revue.catalog.format";
  static final String FINGERPRINT_KEY = "revue.catalog.fingerprint";

  static final String NAME = "name";
  static final String HEAD = "head";
  static final String NEAR = "near";
  static final String ID = "id";
  static final String FACTS = "facts";
  static final String ENTRY = "entry";

  /// So many titles of one name are looked at, the best known first.
  private static final int MOST = 64;

  private static final int MOST_CORRECTIONS = 64;

  private final Directory directory;
  private final DirectoryReader reader;
  private final String fingerprint;

  private CatalogIndex(Directory directory, DirectoryReader reader, String fingerprint) {
    this.directory = directory;
    this.reader = reader;
    this.fingerprint = fingerprint;
  }

  /// @throws CatalogException where the folder is no catalogue that this release reads
  public static CatalogIndex open(Path folder) {
    String remedy = ": name a folder that `revue catalog build` made";
    if (!Files.isDirectory(folder))
      throw new CatalogException("there is no folder " + folder + remedy);
    try {
      return over(new MMapDirectory(folder), folder.toString());
    } catch (IndexNotFoundException e) {
      throw new CatalogException(folder + " is no catalogue" + remedy);
    } catch (IOException | IllegalArgumentException e) {
      throw new CatalogException(
          "the catalogue "
              + folder
              + " cannot be read ("
              + e.getMessage()
              + "): build it again with `revue catalog build`");
    }
  }

  /// Whether the folder holds a catalogue, of whatever format, and nothing else.
  static boolean madeByUs(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      if (!files.allMatch(CatalogIndex::ofIndex)) return false;
    } catch (IOException e) {
      return false;
    }
    try (var directory = new MMapDirectory(folder);
        DirectoryReader reader = DirectoryReader.open(directory)) {
      return reader.getIndexCommit().getUserData().containsKey(FORMAT_KEY);
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean ofIndex(Path file) {
    String name = file.getFileName().toString();
    return name.equals(IndexWriter.WRITE_LOCK_NAME)
        || name.startsWith(IndexFileNames.SEGMENTS)
        || IndexFileNames.CODEC_FILE_PATTERN.matcher(name).matches();
  }

  /// @param name for people
  static CatalogIndex over(Directory directory, String name) throws IOException {
    DirectoryReader reader;
    try {
      reader = DirectoryReader.open(directory);
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
    Map<String, String> about = reader.getIndexCommit().getUserData();
    String format = about.get(FORMAT_KEY);
    String fingerprint = about.get(FINGERPRINT_KEY);
    if (FORMAT.equals(format) && fingerprint != null)
      return new CatalogIndex(directory, reader, fingerprint);
    reader.close();
    directory.close();
    throw new CatalogException(
        format == null
            ? name + " is no catalogue: name a folder that `revue catalog build` made"
            : name
                + " is a catalogue of format "
                + format
                + ", this release reads "
                + FORMAT
                + ": build it again with `revue catalog build`");
  }

  @Override
  public int size() {
    return reader.numDocs();
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public Optional<Link> link(Query query) {
    return decide(query).link();
  }

  /// The link with all that was looked at.
  ///
  /// @throws UncheckedIOException where the index cannot be read, and only then
  public Decision decide(Query query) {
    Name name = Name.of(query.title());
    return Judge.choose(query, name, candidates(query, name));
  }

  private List<Candidate> candidates(Query query, Name name) {
    try {
      var search = new Search(query);
      search.ids();
      if (name.key().isEmpty()) return search.found();
      search.names(name.key(), NAME, entry -> grade(entry, query.title(), name));
      search.names(name.key(), HEAD, _ -> How.HEAD);
      String head = Name.head(query.title());
      How how = Name.version(query.title()) ? How.ALIKE : How.LONGER;
      if (!head.isEmpty()) search.names(Name.of(head).key(), NAME, _ -> how);
      if (search.found.isEmpty()) corrected(name, search);
      return search.found();
    } catch (IOException e) {
      throw new UncheckedIOException("the catalogue cannot be read", e);
    } catch (AlreadyClosedException e) {
      throw new UncheckedIOException("the catalogue is closed", new IOException(e));
    }
  }

  private static How grade(Entry entry, String asked, Name name) {
    for (String title : entry.titles()) if (title.equals(asked)) return How.SAME;
    for (String title : entry.titles())
      if (Name.of(title).plain().equals(name.plain())) return How.SAME;
    return How.ALIKE;
  }

  /// Looks for titles that differ in one word by a slip. Words that no title has come first: they
  /// are more likely to be the slip.
  private void corrected(Name name, Search search) throws IOException {
    Map<Integer, Set<String>> known = new LinkedHashMap<>();
    Map<Integer, Set<String>> unknown = new LinkedHashMap<>();
    for (int i = 0; i < name.words().size(); i++) {
      String word = name.words().get(i);
      if (!Typos.possible(word)) continue;
      Set<String> near = near(word);
      (near.remove(word) ? known : unknown).put(i, near);
    }
    if (unknown.size() > 1) return;
    Map<Integer, Set<String>> slips = unknown.isEmpty() ? known : unknown;
    How how = unknown.isEmpty() ? How.OTHER_WORD : How.SLIP;
    int tries = 0;
    for (var slip : slips.entrySet()) {
      for (String word : slip.getValue()) {
        if (tries++ == MOST_CORRECTIONS) return;
        var words = new ArrayList<>(name.words());
        words.set(slip.getKey(), word);
        search.names(String.join("", words), NAME, _ -> how);
      }
    }
  }

  /// The words of titles that are a slip away, and the word itself if it is one.
  private Set<String> near(String word) throws IOException {
    Set<String> out = new LinkedHashSet<>();
    for (LeafReaderContext leaf : reader.leaves()) {
      TermsEnum terms = terms(leaf.reader(), NEAR);
      if (terms == null) continue;
      for (String shorter : Typos.shortened(word)) {
        var prefix = new BytesRef(shorter + '\0');
        if (terms.seekCeil(prefix) == TermsEnum.SeekStatus.END) continue;
        for (BytesRef term = terms.term(); term != null; term = terms.next()) {
          if (!starts(term, prefix)) break;
          String other =
              new BytesRef(term.bytes, term.offset + prefix.length, term.length - prefix.length)
                  .utf8ToString();
          if (Typos.near(word, other)) out.add(other);
        }
      }
    }
    return out;
  }

  private static boolean starts(BytesRef term, BytesRef prefix) {
    return term.length >= prefix.length
        && java.util.Arrays.equals(
            term.bytes,
            term.offset,
            term.offset + prefix.length,
            prefix.bytes,
            prefix.offset,
            prefix.offset + prefix.length);
  }

  private static @Nullable TermsEnum terms(LeafReader leaf, String field) throws IOException {
    Terms terms = leaf.terms(field);
    return terms == null ? null : terms.iterator();
  }

  private interface Grade {
    How of(Entry entry);
  }

  /// What was found for one query, by id: whatever is found first was found more surely.
  private final class Search {
    private final Query query;
    private final Map<String, Candidate> found = new LinkedHashMap<>();

    Search(Query query) {
      this.query = query;
    }

    List<Candidate> found() {
      return List.copyOf(found.values());
    }

    void ids() throws IOException {
      for (var id : query.ids().entrySet())
        names(id.getKey() + ':' + id.getValue(), ID, _ -> How.ID);
    }

    void names(String key, String field, Grade grade) throws IOException {
      for (LeafReaderContext leaf : reader.leaves()) {
        TermsEnum terms = terms(leaf.reader(), field);
        if (terms == null || !terms.seekExact(new BytesRef(key))) continue;
        NumericDocValues facts = leaf.reader().getNumericDocValues(FACTS);
        BinaryDocValues entries = leaf.reader().getBinaryDocValues(ENTRY);
        if (facts == null || entries == null) continue;
        for (int doc : possible(terms.postings(null, PostingsEnum.NONE), facts)) {
          if (!entries.advanceExact(doc)) continue;
          BytesRef bytes = entries.binaryValue();
          Entry entry = Entry.of(bytes.bytes, bytes.offset, bytes.length);
          if (!found.containsKey(entry.id()))
            found.put(entry.id(), new Candidate(entry, grade.of(entry)));
        }
      }
    }

    /// The best known of what is possible: the index holds them in that order.
    private List<Integer> possible(PostingsEnum postings, NumericDocValues facts)
        throws IOException {
      var out = new ArrayList<Integer>();
      for (int doc = postings.nextDoc();
          doc != DocIdSetIterator.NO_MORE_DOCS && out.size() < MOST;
          doc = postings.nextDoc()) {
        if (facts.advanceExact(doc) && Facts.possible(facts.longValue(), query)) out.add(doc);
      }
      return out;
    }
  }

  @Override
  public void close() {
    try (directory) {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
