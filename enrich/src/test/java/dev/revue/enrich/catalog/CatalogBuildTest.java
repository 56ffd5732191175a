package dev.revue.enrich.catalog;

import static dev.revue.enrich.catalog.Titles.id;
import static dev.revue.enrich.catalog.Titles.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.revue.enrich.catalog.CatalogBuild.Built;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogBuildTest {
  private static final String BASICS =
      """
      tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\tendYear\truntimeMinutes\tgenres
      tt0000101\tmovie\tThe Salt Road\tSolná cesta\t0\t1994\t\\N\t101\tDrama,War
      tt0000102\ttvSeries\tNight Ferry\tNight Ferry\t0\t2011\t2015\t50\tCrime
      tt0000103\ttvEpisode\tPilot\tPilot\t0\t2011\t\\N\t50\tCrime
      tt0000104\tvideoGame\tTin Orchard\tTin Orchard\t0\t\\N\t\\N\t\\N\t\\N
      tt0000105\tmovie\tGlass\tGlass\t0\t2001\t\\N\t90\tDrama
      tt0000106\tmovie\tGlass\tGlass\t0\t2001\t\\N\t12\tDrama
      """;
  private static final String CREW =
      """
      tconst\tdirectors\twriters
      tt0000101\tnm0000002,nm0000001\t\\N
      tt0000103\tnm0000003\t\\N
      tt0000105\tnm0000001\t\\N
      tt0000106\t\\N\t\\N
      """;
  private static final String NAMES =
      """
      nconst\tprimaryName\tbirthYear\tdeathYear\tprimaryProfession\tknownForTitles
      nm0000001\tAnna Quell\t1950\t\\N\tdirector\ttt0000101
      nm0000002\tBo Sander\t1940\t1999\tdirector\ttt0000101
      nm0000003\tCid Nobody\t\\N\t\\N\t\\N\t\\N
      """;
  private static final String AKAS =
      """
      titleId\tordering\ttitle\tregion\tlanguage\ttypes\tattributes\tisOriginalTitle
      tt0000101\t1\tLa Route du sel\tFR\t\\N\t\\N\t\\N\t0
      tt0000101\t2\tThe Salt Road\tUS\t\\N\t\\N\t\\N\t0
      tt0000999\t1\tNobody's\tUS\t\\N\t\\N\t\\N\t0
      """;
  private static final String RATINGS =
      """
      tconst\taverageRating\tnumVotes
      tt0000105\t7.1\t250000
      tt0000106\t6.0\t14
      """;
  private static final String LINES =
      """
      {"id":"book-salt","type":"book","title":"The Salt Road","year":1964,"directors":["Mara Heim"]}
      {"id":"tt0000104","type":"game","title":"Tin Orchard","titles":["Zinngarten"],"year":2017,"directors":["Small Works"]}
      """;

  @TempDir Path dir;
  private Path out;
  private final List<String> problems = new ArrayList<>();
  private final List<String> progress = new ArrayList<>();

  @BeforeEach
  void nameTheFolder() {
    out = dir.resolve("catalog");
  }

  @Test
  void joinsTheTablesInAnyOrderCompressedOrNot() throws IOException {
    Path[] files = {
      zipped("names", NAMES),
      plain("akas", AKAS),
      zipped("crew", CREW),
      plain("more.jsonl", LINES),
      plain("ratings", RATINGS),
      zipped("basics", BASICS)
    };
    Built built = build(files);
    assertThat(problems).isEmpty();
    assertThat(built.titles()).isEqualTo(6);
    assertThat(built.otherKinds()).isEqualTo(1);
    try (CatalogIndex made = CatalogIndex.open(out)) {
      Entry road = made.link(query("Solna cesta", 1994)).orElseThrow().entry();
      assertThat(road.id()).isEqualTo("tt0000101");
      assertThat(road.titles()).containsExactly("The Salt Road", "Solná cesta", "La Route du sel");
      assertThat(road.makers()).containsExactly("Bo Sander", "Anna Quell");
      assertThat(road.genres()).containsExactly("drama", "war");
      assertThat(road.ids()).containsEntry("imdb", "tt0000101");
      assertThat(id(made.link(query("La route du sel", null, "Anna Quell"))))
          .isEqualTo("tt0000101");
      assertThat(id(made.link(query("Night Ferry", "tv", 2014)))).isEqualTo("tt0000102");
      assertThat(id(made.link(query("The Salt Road", "book", 1964)))).isEqualTo("book-salt");
      assertThat(id(made.link(query("Glass", 2001)))).isEqualTo("tt0000105"); // far better known
      Entry orchard =
          made.link(query("Zinngarten", "game", 2017, "Small Works")).orElseThrow().entry();
      assertThat(orchard.titles()).containsExactly("Tin Orchard", "Zinngarten");
      assertThat(made.fingerprint()).isEqualTo(built.fingerprint());
    }
  }

  @Test
  void theOrderOfTheFilesDoesNotMatter() throws IOException {
    Path basics = plain("basics", BASICS);
    Path crew = plain("crew", CREW);
    Path names = plain("names", NAMES);
    String one = build(basics, crew, names).fingerprint();
    assertThat(build(names, basics, crew).fingerprint()).isEqualTo(one);
    assertThat(build(basics).fingerprint()).isNotEqualTo(one);
  }

  @Test
  void badLinesAreCountedAndTheFirstShown() throws IOException {
    String bad =
        BASICS
            + "tt0000107\tmovie\tToo few columns\n"
            + "tt0000x08\tmovie\tNo id\tNo id\t0\t2001\t\\N\t90\tDrama\n"
            + "tt0000109\tmovie\tNo year\tNo year\t0\tsoon\t\\N\t90\tDrama\n"
            + "tt0000110\tmovie\t\\N\t\\N\t0\t2001\t\\N\t90\tDrama\n"
            + "\n"
            + "x".repeat(1 << 21)
            + "\n"
            + "tt0000111\tmovie\tThe Last One Here\tThe Last One Here\t0\t2001\t\\N\t90\tDrama";
    String lines = "{\"id\":\"a b\",\"type\":\"movie\",\"title\":\"X\"}\n".repeat(20) + "{broken\n";
    Built built = build(plain("basics", bad), plain("lines", lines + LINES));
    assertThat(built.bad()).isEqualTo(5 + 21);
    assertThat(problems).hasSize(10);
    assertThat(problems.getFirst()).endsWith("basics:8: 3 columns, not 9");
    assertThat(problems.get(1)).endsWith("basics:9: tconst 'tt0000x08' is no id like tt0000001");
    assertThat(problems.get(5)).contains("lines:1: id 'a b'");
    try (CatalogIndex made = CatalogIndex.open(out)) {
      assertThat(id(made.link(query("The Last One Here", 2001)))).isEqualTo("tt0000111");
    }
  }

  @Test
  void aDamagedFileLeavesTheOldCatalogueAsItWas() throws IOException {
    build(plain("basics", BASICS));
    byte[] whole = Files.readAllBytes(zipped("more", BASICS + row(20_000)));
    Path cut =
        Files.write(dir.resolve("cut"), java.util.Arrays.copyOf(whole, whole.length - 2_000));
    assertThatThrownBy(() -> build(cut))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cut is damaged behind line ")
        .hasMessageContaining("fetch it again");
    theFirstIsThere();
  }

  @Test
  void whatAnInterruptedBuildLeftIsThrownAway() throws IOException {
    build(plain("basics", BASICS));
    Path left = Files.createDirectories(dir.resolve(".catalog.building"));
    Files.createDirectories(left.resolve("scratch"));
    Files.writeString(left.resolve("scratch/title-1"), "half a row");
    Files.move(out, left.resolve("before")); // stopped between its last two steps
    assertThatThrownBy(() -> build(plain("empty", "{}\n"))).isInstanceOf(CatalogException.class);
    theFirstIsThere();
    build(plain("basics", BASICS));
    theFirstIsThere();
  }

  private void theFirstIsThere() throws IOException {
    try (CatalogIndex made = CatalogIndex.open(out)) {
      assertThat(made.size()).isEqualTo(5);
    }
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files.map(Path::getFileName).map(Path::toString).filter(f -> f.startsWith(".")))
          .isEmpty();
    }
  }

  @Test
  void refusesToOverwriteWhatIsNoCatalogue() throws IOException {
    Files.createDirectories(out);
    Path precious = Files.writeString(out.resolve("precious.txt"), "mine");
    assertThatThrownBy(() -> build(plain("basics", BASICS)))
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("no catalogue alone: it is not overwritten");
    assertThat(precious).hasContent("mine");
  }

  @Test
  void refusesToOverwriteACatalogueWithOtherFilesBesideIt() throws IOException {
    build(plain("basics", BASICS));
    Path table = Files.writeString(out.resolve("title.basics.tsv.gz"), "mine");
    assertThatThrownBy(() -> build(plain("basics", BASICS))).isInstanceOf(CatalogException.class);
    assertThat(table).hasContent("mine");
  }

  @Test
  void whatCameIntoTheFolderMeanwhileIsNotOverwritten() throws IOException {
    build(plain("basics", BASICS));
    Path table = out.resolve("title.basics.tsv.gz");
    var late =
        new CatalogBuild(
            said -> {
              if (said.startsWith("putting")) write(table);
            },
            problems::add);
    List<Path> files = List.of(plain("basics", BASICS));
    assertThatThrownBy(() -> late.build(out, files)).isInstanceOf(CatalogException.class);
    assertThat(table).hasContent("mine");
  }

  private static void write(Path file) {
    try {
      Files.writeString(file, "mine");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void saysWhichFilesItDoesNotKnow() throws IOException {
    Path strange = plain("strange", "a\tb\n1\t2\n");
    Path missing = dir.resolve("missing.tsv");
    assertThatThrownBy(() -> build(strange, missing, plain("basics", BASICS)))
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("strange begins neither as one of IMDb's tables nor as JSON lines")
        .hasMessageContaining("missing.tsv cannot be read");
    assertThatThrownBy(() -> build(plain("crew", CREW)))
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("no file names titles");
    assertThat(out).doesNotExist();
  }

  @Test
  void aFolderThatIsNoCatalogueIsRefusedWithTheRemedy() throws IOException {
    assertThatThrownBy(() -> CatalogIndex.open(dir.resolve("nowhere")))
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("there is no folder")
        .hasMessageContaining("revue catalog build");
    assertThatThrownBy(() -> CatalogIndex.open(dir))
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("is no catalogue");
    build(plain("basics", BASICS));
    try (Stream<Path> files = Files.list(out)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".si")).toList())
        Files.write(file, new byte[] {1, 2, 3});
    }
    assertThatThrownBy(() -> CatalogIndex.open(out))
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("build it again");
  }

  @Test
  void anOpenCatalogueAnswersWhileItIsReplaced() throws IOException {
    build(plain("basics", BASICS));
    try (CatalogIndex old = CatalogIndex.open(out)) {
      build(plain("lines", LINES));
      assertThat(id(old.link(query("The Salt Road", 1994)))).isEqualTo("tt0000101");
    }
    try (CatalogIndex made = CatalogIndex.open(out)) {
      assertThat(id(made.link(query("The Salt Road", 1994)))).isEqualTo("none");
    }
  }

  private Built build(Path... files) throws IOException {
    return new CatalogBuild(progress::add, problems::add).build(out, List.of(files));
  }

  private static String row(int count) {
    var out = new StringBuilder();
    for (int i = 0; i < count; i++)
      out.append(
          "tt%07d\tmovie\tFilm %d\tFilm %d\t0\t2001\t\\N\t90\tDrama\n"
              .formatted(5_000 + i, i * 7919, i));
    return out.toString();
  }

  private Path plain(String name, String text) throws IOException {
    return Files.writeString(dir.resolve(name), text);
  }

  private Path zipped(String name, String text) throws IOException {
    Path file = dir.resolve(name);
    try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }
}
