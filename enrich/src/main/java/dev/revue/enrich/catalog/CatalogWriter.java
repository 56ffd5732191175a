package dev.revue.enrich.catalog;

import dev.revue.common.event.Ids;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LogByteSizeMergePolicy;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.BytesRef;

/// Writes a catalogue. The same entries in the same order have the same fingerprint; without
/// `finish` nothing was written.
final class CatalogWriter implements AutoCloseable {
  private static final int LONGEST_KEY = 300;

  /// Words that were written lately are not written again: memory for what titles share.
  private static final int WORDS = 1_000_000;

  private static final Sort BEST_KNOWN_FIRST =
      new Sort(new SortField(CatalogIndex.FACTS, SortField.Type.LONG, true));

  private final IndexWriter writer;
  private final MessageDigest digest = sha256();
  private final Set<String> words = new HashSet<>();

  CatalogWriter(Directory directory, double bufferMegabytes) throws IOException {
    writer =
        new IndexWriter(
            directory,
            new IndexWriterConfig()
                .setOpenMode(IndexWriterConfig.OpenMode.CREATE)
                .setRAMBufferSizeMB(bufferMegabytes)
                // The best known first, so that a look-up may stop early; of equal ones the first
                // that came, which only merging neighbours keeps.
                .setIndexSort(BEST_KNOWN_FIRST)
                .setMergePolicy(new LogByteSizeMergePolicy())
                .setCommitOnClose(false));
  }

  void add(Entry entry) throws IOException {
    byte[] bytes = entry.bytes();
    digest.update(bytes);
    digest.update((byte) 0);
    var document = new Document();
    Set<String> keys = new TreeSet<>();
    Set<String> heads = new TreeSet<>();
    for (String title : entry.titles()) {
      Name name = Name.of(title);
      keys.add(name.key());
      for (String word : name.words()) learn(document, word);
      String head = Name.head(title);
      if (!head.isEmpty()) heads.add(Name.of(head).key());
    }
    heads.removeAll(keys);
    for (String key : keys) put(document, CatalogIndex.NAME, key);
    for (String head : heads) put(document, CatalogIndex.HEAD, head);
    entry.ids().forEach((catalog, id) -> put(document, CatalogIndex.ID, catalog + ':' + id));
    document.add(new NumericDocValuesField(CatalogIndex.FACTS, Facts.of(entry)));
    document.add(new BinaryDocValuesField(CatalogIndex.ENTRY, new BytesRef(bytes)));
    writer.addDocument(document);
  }

  private static void put(Document document, String field, String term) {
    if (!term.isEmpty() && term.length() <= LONGEST_KEY)
      document.add(new StringField(field, term, Field.Store.NO));
  }

  private void learn(Document document, String word) {
    if (!Typos.possible(word) || !words.add(word)) return;
    for (String shorter : Typos.shortened(word))
      put(document, CatalogIndex.NEAR, shorter + '\0' + word);
    if (words.size() == WORDS) words.clear();
  }

  /// Everything into one segment, with the fingerprint; the catalogue is complete then.
  void finish() throws IOException {
    writer.forceMerge(1);
    digest.update(CatalogIndex.FORMAT.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    String fingerprint = HexFormat.of().formatHex(digest.digest());
    writer.setLiveCommitData(
        Map.of(
                CatalogIndex.FORMAT_KEY,
                CatalogIndex.FORMAT,
                CatalogIndex.FINGERPRINT_KEY,
                Ids.hash(fingerprint))
            .entrySet());
    writer.commit();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
