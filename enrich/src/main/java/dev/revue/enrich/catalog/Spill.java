package dev.revue.enrich.catalog;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Rows sorted into files by what they belong to, so that each file can be joined in memory,
/// however many rows there are and in whatever order they came.
final class Spill implements AutoCloseable {
  static final int PARTS = 128;
  private static final int BUFFER = 1 << 15;

  private final List<Path> files = new ArrayList<>();
  private final List<DataOutputStream> outs = new ArrayList<>();

  Spill(Path folder, String name) throws IOException {
    for (int i = 0; i < PARTS; i++) {
      Path file = folder.resolve(name + "-" + i);
      files.add(file);
      outs.add(new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER)));
    }
  }

  /// A row about a title or person.
  interface Row {
    void write(DataOutputStream out) throws IOException;
  }

  void add(int key, Row row) throws IOException {
    row.write(outs.get(Math.floorMod(key, PARTS)));
  }

  interface Reader {
    void row(DataInputStream in) throws IOException;
  }

  /// Reads the rows of one part in the order in which they were added; nothing can be added then.
  void read(int part, Reader reader) throws IOException {
    outs.get(part).close();
    Path file = files.get(part);
    try (var in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
      while (true) {
        in.mark(1);
        if (in.read() < 0) return;
        in.reset();
        reader.row(in);
      }
    } catch (EOFException e) {
      throw new IOException(file + " ends too early", e);
    }
  }

  void delete(int part) throws IOException {
    Files.deleteIfExists(files.get(part));
  }

  @Override
  public void close() {
    for (DataOutputStream out : outs) {
      try {
        out.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
