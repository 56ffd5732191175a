package dev.revue.enrich.catalog;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.lucene.store.MMapDirectory;
import org.jspecify.annotations.Nullable;

/// Makes a catalogue from IMDb's tables and JSON lines, in any order and of any size: rows are
/// sorted into files by title and joined file by file, so that memory is bounded. The folder is
/// replaced at the very end; until then the catalogue of before stays as it is.
public final class CatalogBuild {
  private static final double BUFFER_MEGABYTES = 128;
  private static final long SAY_EVERY = 1_000_000;
  private static final int MOST_SHOWN = 10;

  private static final Map<String, String> KINDS =
      Map.of(
          "movie", "movie",
          "tvMovie", "movie",
          "short", "movie",
          "tvShort", "movie",
          "video", "movie",
          "tvSpecial", "movie",
          "tvSeries", "tv",
          "tvMiniSeries", "tv",
          "videoGame", "game");

  private static final int ENTRY = 1;
  private static final int OTHER_TITLE = 2;
  private static final int MAKER = 3;
  private static final int VOTES = 4;
  private static final int REFERENCE = 5;
  private static final int PERSON = 6;

  private final Consumer<String> progress;
  private final Consumer<String> problems;
  private final BitSet titles = new BitSet();
  private final BitSet people = new BitSet();
  private long lines;
  private long bad;
  private long otherKinds;

  /// @param progress is told how far it is
  /// @param problems is told of the first lines that cannot be used
  public CatalogBuild(Consumer<String> progress, Consumer<String> problems) {
    this.progress = progress;
    this.problems = problems;
  }

  /// What came of it.
  ///
  /// @param bad lines that could not be used
  /// @param otherKinds titles of kinds that nobody reviews by themselves, such as episodes
  public record Built(long titles, long lines, long bad, long otherKinds, String fingerprint) {}

  /// @throws CatalogException where the files or the folder cannot be used; nothing was changed
  public Built build(Path target, List<Path> files) throws IOException {
    Map<Path, Table> tables = recognised(files);
    try (Workplace work = Workplace.beside(target)) {
      String fingerprint;
      int count;
      try (var byTitle = new Spill(work.scratch(), "title");
          var byPerson = new Spill(work.scratch(), "person")) {
        for (Table table : Table.values())
          for (var file : tables.entrySet())
            if (file.getValue() == table) read(file.getKey(), table, byTitle, byPerson);
        name(byPerson, byTitle);
        write(byTitle, work.index());
      }
      try (CatalogIndex made = CatalogIndex.open(work.index())) {
        fingerprint = made.fingerprint();
        count = made.size();
      }
      if (count == 0) throw new CatalogException("there is no title in " + files);
      work.moveIntoPlace();
      return new Built(count, lines, bad, otherKinds, fingerprint);
    }
  }

  private static Map<Path, Table> recognised(List<Path> files) {
    Map<Path, Table> out = new LinkedHashMap<>();
    var mistakes = new ArrayList<String>();
    for (Path file : files) {
      try {
        Table table = TitleFile.table(file);
        out.put(file, table);
        if (table == Table.UNKNOWN)
          mistakes.add(file + " begins neither as one of IMDb's tables nor as JSON lines");
      } catch (IOException e) {
        mistakes.add(file + " cannot be read: " + e.getMessage());
      }
    }
    if (!mistakes.isEmpty()) throw new CatalogException(String.join("\n", mistakes));
    if (!out.containsValue(Table.TITLES) && !out.containsValue(Table.LINES))
      throw new CatalogException(
          "no file names titles: add title.basics.tsv or JSON lines, the others only add to them");
    return out;
  }

  private void read(Path file, Table table, Spill byTitle, Spill byPerson) throws IOException {
    if (table == Table.NOT_NEEDED) {
      progress.accept(file.getFileName() + " is not needed");
      return;
    }
    long before = lines;
    try (TitleFile in = TitleFile.open(file)) {
      String line = next(in, file);
      var row = new Columns(line == null ? "" : line);
      if (table != Table.LINES) line = next(in, file);
      for (; line != null; line = next(in, file)) {
        lines++;
        if (lines % SAY_EVERY == 0) say(file, lines - before);
        if (line.isBlank()) continue;
        try {
          if (in.tooLong()) throw new IllegalArgumentException("longer than a megabyte");
          take(table, line, row, byTitle, byPerson);
        } catch (IllegalArgumentException e) {
          if (bad++ < MOST_SHOWN) problems.accept(file + ":" + in.number() + ": " + e.getMessage());
        }
      }
    }
    say(file, lines - before);
  }

  private static @Nullable String next(TitleFile in, Path file) throws IOException {
    try {
      return in.next();
    } catch (IOException e) {
      throw new IOException(
          file
              + " is damaged behind line "
              + in.number()
              + " ("
              + e.getMessage()
              + "): fetch it again",
          e);
    }
  }

  private void say(Path file, long count) {
    progress.accept(String.format(Locale.ROOT, "%s: %,d lines", file.getFileName(), count));
  }

  private void take(Table table, String line, Columns row, Spill byTitle, Spill byPerson)
      throws IOException {
    if (table == Table.LINES) {
      add(byTitle, EntryLine.read(line));
      return;
    }
    row.read(line);
    switch (table) {
      case TITLES -> {
        Entry entry = title(row);
        if (entry != null) add(byTitle, entry);
      }
      case OTHER_TITLES -> {
        String title = row.text("title");
        int id = row.id("titleId", "tt");
        if (title != null && titles.get(id))
          byTitle.add(
              id,
              out -> {
                out.writeByte(OTHER_TITLE);
                out.writeInt(id);
                text(out, title);
              });
      }
      case CREW -> crew(row, byPerson);
      case NAMES -> {
        String name = row.text("primaryName");
        int id = row.id("nconst", "nm");
        if (name != null && people.get(id))
          byPerson.add(
              id,
              out -> {
                out.writeByte(PERSON);
                out.writeInt(id);
                text(out, name);
              });
      }
      case VOTES -> {
        Integer votes = row.number("numVotes");
        int id = row.id("tconst", "tt");
        if (votes != null && titles.get(id))
          byTitle.add(
              id,
              out -> {
                out.writeByte(VOTES);
                out.writeInt(id);
                out.writeInt(votes);
              });
      }
      case LINES, NOT_NEEDED, UNKNOWN -> throw new IllegalStateException("not read: " + table);
    }
  }

  private @Nullable Entry title(Columns row) {
    int id = row.id("tconst", "tt");
    String title = row.text("primaryTitle");
    if (title == null) throw new IllegalArgumentException("primaryTitle is missing");
    Integer year = row.number("startYear");
    Integer until = row.number("endYear");
    String type = KINDS.get(String.valueOf(row.text("titleType")));
    if (type == null || Name.of(title).key().isEmpty()) {
      otherKinds++;
      return null;
    }
    String original = row.text("originalTitle");
    var names = new ArrayList<String>();
    names.add(title);
    if (original != null && !original.equals(title)) names.add(original);
    String imdb = String.valueOf(row.text("tconst"));
    titles.set(id);
    return new Entry(
        imdb,
        type,
        names,
        year,
        until,
        List.of(),
        List.of(),
        row.list("genres").stream().map(genre -> genre.toLowerCase(Locale.ROOT)).toList(),
        Map.of("imdb", imdb),
        0);
  }

  private void crew(Columns row, Spill byPerson) throws IOException {
    int title = row.id("tconst", "tt");
    if (!titles.get(title)) return;
    List<String> directors = row.list("directors");
    for (int i = 0; i < Math.min(directors.size(), Gathered.MOST_MAKERS); i++) {
      int order = i;
      int person = Columns.id(directors.get(i), "directors", "nm");
      people.set(person);
      byPerson.add(
          person,
          out -> {
            out.writeByte(REFERENCE);
            out.writeInt(person);
            out.writeInt(title);
            out.writeInt(order);
          });
    }
  }

  private void add(Spill byTitle, Entry entry) throws IOException {
    int number = number(entry.id());
    if (number >= 0) titles.set(number);
    byte[] bytes = entry.bytes();
    byTitle.add(
        number >= 0 ? number : entry.id().hashCode(),
        out -> {
          out.writeByte(ENTRY);
          out.writeInt(bytes.length);
          out.write(bytes);
        });
  }

  /// The number of an id of IMDb's; -1 of any other.
  private static int number(String id) {
    if (!id.matches("tt\\d{1,9}")) return -1;
    return Integer.parseInt(id.substring(2));
  }

  /// Sorts the people's names to the titles that they made.
  private void name(Spill byPerson, Spill byTitle) throws IOException {
    record Reference(int person, int title, int order) {}
    for (int part = 0; part < Spill.PARTS; part++) {
      Map<Integer, String> names = new HashMap<>();
      List<Reference> references = new ArrayList<>();
      byPerson.read(
          part,
          in -> {
            int kind = in.readByte();
            int person = in.readInt();
            if (kind == PERSON) names.put(person, text(in));
            else references.add(new Reference(person, in.readInt(), in.readInt()));
          });
      byPerson.delete(part);
      for (Reference one : references) {
        String name = names.get(one.person());
        if (name == null) continue;
        byTitle.add(
            one.title(),
            out -> {
              out.writeByte(MAKER);
              out.writeInt(one.title());
              out.writeInt(one.order());
              text(out, name);
            });
      }
    }
  }

  private void write(Spill byTitle, Path index) throws IOException {
    long written = 0;
    try (var directory = new MMapDirectory(index);
        var writer = new CatalogWriter(directory, BUFFER_MEGABYTES)) {
      for (int part = 0; part < Spill.PARTS; part++) {
        for (Entry entry : joined(byTitle, part)) {
          writer.add(entry);
          written++;
        }
        byTitle.delete(part);
        if (part % 16 == 15)
          progress.accept(String.format(Locale.ROOT, "%,d titles written", written));
      }
      progress.accept("putting the index in order");
      writer.finish();
    }
  }

  /// The titles of a part by their ids, whatever order their rows came in.
  private static List<Entry> joined(Spill byTitle, int part) throws IOException {
    Map<String, Gathered> others = new TreeMap<>();
    Map<Integer, Gathered> numbered = new HashMap<>();
    byTitle.read(
        part,
        in -> {
          int kind = in.readByte();
          if (kind == ENTRY) {
            byte[] bytes = in.readNBytes(in.readInt());
            Entry entry = Entry.of(bytes, 0, bytes.length);
            int number = number(entry.id());
            (number >= 0
                    ? numbered.computeIfAbsent(number, _ -> new Gathered())
                    : others.computeIfAbsent(entry.id(), _ -> new Gathered()))
                .is(entry);
            return;
          }
          Gathered gathered = numbered.computeIfAbsent(in.readInt(), _ -> new Gathered());
          switch (kind) {
            case OTHER_TITLE -> gathered.alsoCalled(text(in));
            case MAKER -> gathered.madeBy(in.readInt(), text(in));
            case VOTES -> gathered.votes(in.readInt());
            default -> throw new IOException("row of kind " + kind);
          }
        });
    var out = new ArrayList<Entry>();
    numbered.values().forEach(one -> one.entry().ifPresent(out::add));
    others.values().forEach(one -> one.entry().ifPresent(out::add));
    out.sort(Comparator.comparing(Entry::id));
    return out;
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), java.nio.charset.StandardCharsets.UTF_8);
  }
}
