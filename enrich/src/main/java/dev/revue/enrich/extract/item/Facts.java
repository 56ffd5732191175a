package dev.revue.enrich.extract.item;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a page lists about its subject in rows: `Director: Ivo Brandt`, or a cell `Regie` before
/// one with the name. The first row of each sort counts.
final class Facts {
  private static final int LONGEST_LABEL = 30;
  private static final int LONGEST = 300;
  private static final int MOST_LINES = 5_000;
  private static final Map<String, Sort> LABELS = new HashMap<>();

  /// Sorts of rows, and what kind of thing has them where only one does.
  enum Sort {
    DIRECTOR("movie"),
    CAST("movie"),
    GENRE(null),
    YEAR(null),
    AUTHOR("book"),
    PUBLISHER("book"),
    PAGES("book"),
    ISBN("book"),
    DEVELOPER("game"),
    PLATFORM("game"),
    ARTIST("music"),
    LABEL("music"),
    CREATOR("tv");

    final @Nullable String kind;

    Sort(@Nullable String kind) {
      this.kind = kind;
    }
  }

  static {
    put(
        Sort.DIRECTOR,
        "director|directors|directed by|dir|regie|regisseur|réalisation|réalisateur|réalisé par|réalisatrice|"
            + "regia|regista|dirección|dirigida por|direção|instruktør|instruktion|regissör|režie|reżyseria|режиссер|режиссёр|ohjaus");
    put(
        Sort.CAST,
        "cast|starring|stars|actors|darsteller|besetzung|mit|schauspieler|avec|distribution|acteurs|casting|"
            + "interpreti|reparto|intérpretes|elenco|medvirkende|skådespelare|rollista|hrají|obsada|в ролях|acteur");
    put(
        Sort.GENRE,
        "genre|genres|género|gênero|genere|gatunek|žánr|sjanger|жанр|genrer|lajityyppi");
    put(
        Sort.YEAR,
        "year|released|release|release date|released on|release year|publication date|pub date|first published|"
            + "erscheinungsjahr|erscheinungsdatum|erschienen|jahr|kinostart|release-datum|"
            + "année|année de sortie|date de sortie|sortie|sortie en salles|date de parution|parution|"
            + "anno|data di uscita|uscita|año|fecha de estreno|estreno|fecha de lanzamiento|lanzamiento|ano|lançamento|estreia|"
            + "premiere|premiär|utgivningsår|utgivelsesår|udgivelsesår|rok|rok produkcji|premiera|premiéra|год|jaar|jaar van uitgave|verschenen");
    put(Sort.AUTHOR, "author|authors|autor|autorin|auteur|autore|autora|forfatter|författare");
    put(
        Sort.PUBLISHER,
        "publisher|verlag|éditeur|éditions|editore|editorial|editora|forlag|förlag|uitgever|wydawnictwo|nakladatelství|imprint");
    put(
        Sort.PAGES,
        "pages|page count|print length|length|seiten|seitenzahl|nombre de pages|pagine|páginas|sider|sidor|sidantal|paginas|stron|počet stran");
    put(Sort.ISBN, "isbn|isbn-13|isbn-10|isbn13|isbn10|ean");
    put(
        Sort.DEVELOPER,
        "developer|developers|developed by|entwickler|développeur|développé par|sviluppatore|desarrollador|desarrolladora|desenvolvedora|"
            + "utvecklare|utvikler|udvikler|ontwikkelaar|producent|разработчик");
    put(
        Sort.PLATFORM,
        "platform|platforms|plattform|plattformen|plateforme|plateformes|piattaforma|piattaforme|plataforma|plataformas|played on|"
            + "reviewed on|tested on|available on|getestet auf|testé sur|platformy|платформы");
    put(Sort.ARTIST, "artist|band|künstler|artiste|artista|interpret");
    put(Sort.LABEL, "label|record label|plattenlabel|etichetta|sello");
    put(
        Sort.CREATOR,
        "creator|creators|created by|showrunner|network|idee|créé par|créateur|creato da|creada por");
  }

  private final Map<Sort, String> rows = new EnumMap<>(Sort.class);

  private Facts() {}

  private static void put(Sort sort, String labels) {
    for (String label : labels.split("\\|")) LABELS.putIfAbsent(label, sort);
  }

  static Facts of(String text) {
    Facts facts = new Facts();
    int lines = 0;
    Sort waiting = null;
    for (int start = 0; start < text.length() && lines < MOST_LINES; lines++) {
      int end = text.indexOf('\n', start);
      if (end < 0) end = text.length();
      if (end > start && end - start <= LONGEST) {
        waiting = facts.line(text.substring(start, end).strip(), waiting);
      } else if (end > start) {
        waiting = null;
      }
      start = end + 1;
    }
    return facts;
  }

  /// Returns the sort of a line that is a label only.
  private @Nullable Sort line(String line, @Nullable Sort waiting) {
    int colon = line.indexOf(':');
    if (colon < 0) colon = line.indexOf('：');
    String label = colon < 0 ? line : line.substring(0, colon);
    Sort sort = label.length() > LONGEST_LABEL ? null : LABELS.get(label(label));
    if (sort == null) {
      if (waiting != null) rows.putIfAbsent(waiting, line);
      return null;
    }
    String value = colon < 0 ? "" : line.substring(colon + 1).strip();
    if (value.isEmpty()) return sort;
    rows.putIfAbsent(sort, value);
    return null;
  }

  private static String label(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    if (lower.endsWith("(s)")) lower = lower.substring(0, lower.length() - 3);
    return lower;
  }

  @Nullable String text(Sort sort) {
    return rows.get(sort);
  }

  /// The kinds of thing that rows speak for.
  List<String> kinds() {
    List<String> out = new ArrayList<>();
    for (Sort sort : rows.keySet()) if (sort.kind != null) out.add(sort.kind);
    return out;
  }

  /// The names of a row, parted by commas, slashes or `and`.
  List<String> list(Sort sort) {
    String row = rows.get(sort);
    if (row == null) return List.of();
    List<String> out = new ArrayList<>();
    for (String one : row.split("\\s*[,;/|•·]\\s*|\\s+(?:and|und|et|y|e|&)\\s+", 30)) {
      String name = one.strip();
      if (name.endsWith(".")) name = name.substring(0, name.length() - 1);
      if (!name.isEmpty() && name.length() <= 60 && Character.isLetterOrDigit(name.codePointAt(0)))
        out.add(name);
    }
    return out;
  }
}
