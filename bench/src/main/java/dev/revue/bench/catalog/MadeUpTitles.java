package dev.revue.bench.catalog;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// Titles, people and votes that nobody has made, as IMDb's tables would hold them: a few words are
/// in every tenth title and most in hardly any, names are taken again and again, there are sequels,
/// remakes, subtitles and names in other languages. The same number makes the same title.
final class MadeUpTitles {
  private static final int WORDS = 400_000;
  private static final String[] STARTS = {
    "b", "br", "c", "ch", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "kl", "l", "m", "n", "p",
    "pr", "qu", "r", "s", "sh", "st", "str", "t", "tr", "v", "w", "z", ""
  };
  private static final String[] MIDDLES = {
    "a", "e", "i", "o", "u", "ai", "ea", "ou", "ie", "y", "ä", "é", "ö", "oo"
  };
  private static final String[] ENDS = {
    "n", "r", "l", "s", "t", "ck", "m", "nd", "st", "th", "ll", "", "", "ng", "rt", "ld"
  };
  private static final String[] SMALL = {"of the", "in", "and", "of", "to the", "for", "with a"};

  private final int count;
  private final int directors;
  private final String[] words = new String[WORDS];

  MadeUpTitles(int count) {
    this.count = count;
    this.directors = Math.max(100, count / 4);
    var random = new SplittableRandom(7);
    for (int i = 0; i < WORDS; i++) words[i] = word(random, i < 2_000 ? 1 : 2);
  }

  /// @param other its name in another language
  record Title(
      int number,
      String type,
      String name,
      @Nullable String other,
      int year,
      int director,
      int votes) {
    String id() {
      return "tt%07d".formatted(number);
    }
  }

  Title title(int number) {
    var random = new SplittableRandom(number * 0x9E3779B97F4A7C15L + 1);
    double kind = random.nextDouble();
    String type =
        kind < 0.45 ? "movie" : kind < 0.75 ? "short" : kind < 0.92 ? "tvSeries" : "videoGame";
    int year = 2026 - (int) (110 * Math.pow(random.nextDouble(), 2.2));
    String name;
    double how = random.nextDouble();
    if (how < 0.12 && number > 10) { // a remake, or the same name by chance
      name = title((int) (number * random.nextDouble() * 0.999) + 0).name();
    } else if (how < 0.18 && number > 10) { // a sequel
      name = title((int) (number * random.nextDouble() * 0.999)).name();
      name = name.length() > 60 ? name : name + sequel(random);
    } else {
      name = name(random);
    }
    String other = random.nextInt(4) == 0 ? name(random) : null;
    int votes = (int) Math.min(2_500_000, 5 / Math.pow(random.nextDouble() + 1e-9, 1.1));
    int director = (int) (directors * Math.pow(random.nextDouble(), 1.6));
    return new Title(number, type, name, other, year, director, votes);
  }

  private static String sequel(SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> " II";
      case 1 -> " 2";
      case 2 -> ": Part Two";
      default -> " III";
    };
  }

  private String name(SplittableRandom random) {
    int length = 1 + random.nextInt(random.nextInt(1, 6));
    if (length == 1 && random.nextBoolean()) length = 2;
    var out = new StringBuilder(random.nextInt(3) == 0 ? "The " : "");
    for (int i = 0; i < length; i++) {
      if (i > 0) out.append(' ');
      if (i > 0 && random.nextInt(4) == 0)
        out.append(SMALL[random.nextInt(SMALL.length)]).append(' ');
      // What stands alone is rarely the commonest of words.
      out.append(capital(length == 1 ? alone(random) : any(random)));
    }
    if (random.nextInt(12) == 0)
      out.append(": ").append(capital(any(random))).append(' ').append(capital(any(random)));
    return out.toString();
  }

  /// By Zipf's law.
  private static int rank(SplittableRandom random) {
    return (int) Math.min(WORDS - 1, Math.pow(WORDS, random.nextDouble()) - 1);
  }

  private String alone(SplittableRandom random) {
    int one = rank(random);
    return words[Math.max(one, rank(random))];
  }

  private String any(SplittableRandom random) {
    return words[rank(random)];
  }

  String director(int number) {
    var random = new SplittableRandom(number * 31L + 5);
    return capital(words[random.nextInt(3_000)]) + " " + capital(words[random.nextInt(60_000)]);
  }

  /// A name that no title has.
  String nobodys(SplittableRandom random) {
    return capital(word(random, 3)) + " " + capital(any(random)) + " " + capital(word(random, 2));
  }

  private static String word(SplittableRandom random, int syllables) {
    var out = new StringBuilder();
    int more = syllables + random.nextInt(2);
    for (int i = 0; i < more; i++)
      out.append(STARTS[random.nextInt(STARTS.length)])
          .append(MIDDLES[random.nextInt(MIDDLES.length)])
          .append(ENDS[random.nextInt(ENDS.length)]);
    return out.toString();
  }

  private static String capital(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  /// The five tables.
  List<Path> write(Path folder) throws IOException {
    Path basics = folder.resolve("basics.tsv.gz");
    Path akas = folder.resolve("akas.tsv.gz");
    Path crew = folder.resolve("crew.tsv.gz");
    Path ratings = folder.resolve("ratings.tsv.gz");
    Path names = folder.resolve("names.tsv.gz");
    try (Writer b = table(basics);
        Writer a = table(akas);
        Writer c = table(crew);
        Writer r = table(ratings)) {
      b.write(
          "tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\tendYear\truntimeMinutes\tgenres\n");
      a.write("titleId\tordering\ttitle\tregion\tlanguage\ttypes\tattributes\tisOriginalTitle\n");
      c.write("tconst\tdirectors\twriters\n");
      r.write("tconst\taverageRating\tnumVotes\n");
      for (int i = 1; i <= count; i++) {
        Title t = title(i);
        String name = t.name();
        b.write(
            t.id()
                + "\t"
                + t.type()
                + "\t"
                + name
                + "\t"
                + name
                + "\t0\t"
                + t.year()
                + "\t\\N\t90\tDrama,Comedy\n");
        a.write(t.id() + "\t1\t" + name + "\tUS\ten\t\\N\t\\N\t1\n");
        if (t.other() != null) a.write(t.id() + "\t2\t" + t.other() + "\tDE\tde\t\\N\t\\N\t0\n");
        c.write(t.id() + "\tnm%07d\t\\N\n".formatted(t.director()));
        r.write(t.id() + "\t6.5\t" + t.votes() + "\n");
      }
    }
    try (Writer n = table(names)) {
      n.write("nconst\tprimaryName\tbirthYear\tdeathYear\tprimaryProfession\tknownForTitles\n");
      for (int i = 0; i < directors; i++)
        n.write("nm%07d\t%s\t\\N\t\\N\tdirector\t\\N\n".formatted(i, director(i)));
    }
    return new ArrayList<>(List.of(names, ratings, akas, crew, basics));
  }

  private static Writer table(Path file) throws IOException {
    var zip =
        new GZIPOutputStream(Files.newOutputStream(file), 1 << 16) {
          {
            def.setLevel(Deflater.BEST_SPEED);
          }
        };
    return new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8), 1 << 16);
  }
}
