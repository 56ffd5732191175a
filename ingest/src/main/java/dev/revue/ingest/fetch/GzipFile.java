package dev.revue.ingest.fetch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A file that was compressed before it was served, such as `sitemap.xml.gz`: not a transfer that
/// the client undoes.
public final class GzipFile {
  private GzipFile() {}

  /// What is in it, or any other file as it is.
  ///
  /// @throws IOException where it is broken or holds more than `most` bytes
  public static byte[] content(byte[] file, long most) throws IOException {
    try (InputStream content = Decoding.unzipped(new ByteArrayInputStream(file), most)) {
      return content.readAllBytes();
    }
  }
}
