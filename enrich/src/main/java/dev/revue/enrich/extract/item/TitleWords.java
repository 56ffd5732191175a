package dev.revue.enrich.extract.item;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The words by which headlines say that they head a review, in the languages that we read.
public final class TitleWords {
  static final Set<String> REVIEW =
      Set.of(
          "review",
          "reviews",
          "reviewed",
          "rezension",
          "kritik",
          "filmkritik",
          "testbericht",
          "test",
          "critique",
          "recensione",
          "recension",
          "crítica",
          "critica",
          "reseña",
          "resenha",
          "anmeldelse",
          "omtale",
          "recenze",
          "recenzja",
          "recensie",
          "arvostelu",
          "análisis",
          "analisis",
          "análise",
          "buchkritik",
          "serienkritik",
          "filmrecensie",
          "filmreview",
          "рецензия",
          "обзор",
          "inceleme",
          "レビュー",
          "评测",
          "影评",
          "praxistest",
          "erfahrungsbericht",
          "buchrezension",
          "bogomtale",
          "bokrecension",
          "filmanmeldelse",
          "filmrecension");

  private static final Set<String> NOT_ONE =
      Set.of(
          "preview",
          "vorschau",
          "hands",
          "interview",
          "trailer",
          "news",
          "recipe",
          "rezept",
          "podcast",
          "announces",
          "guide",
          "reviews");

  private static final Set<String> BEST =
      Set.of(
          "best",
          "top",
          "besten",
          "beste",
          "meilleurs",
          "meilleures",
          "migliori",
          "mejores",
          "melhores",
          "bästa",
          "bedste",
          "nejlepší");

  /// Folders of reviews, as addresses name them; the words of headlines count there, too.
  private static final Set<String> FOLDERS =
      Set.of(
          "critiques",
          "kritiken",
          "rezensionen",
          "filmkritiken",
          "tests",
          "recensioni",
          "críticas",
          "criticas",
          "reseñas",
          "resenas",
          "recensies",
          "anmeldelser",
          "recensioner",
          "recenzje",
          "recenze");

  private static final Set<String> LISTING =
      Set.of(
          "all",
          "latest",
          "recent",
          "our",
          "more",
          "new",
          "archive",
          "alle",
          "neue",
          "unsere",
          "toutes",
          "les",
          "nos",
          "dernières",
          "tutte",
          "le",
          "todas",
          "las",
          "film",
          "movie",
          "game",
          "book",
          "music",
          "tv");

  private TitleWords() {}

  static List<String> words(String title) {
    return List.of(title.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"));
  }

  /// True where the headline says that this is a review.
  public static boolean review(String title) {
    for (String word : words(title)) if (REVIEW.contains(word)) return true;
    return false;
  }

  /// True where the headline says that this is something else, such as a preview.
  public static boolean other(String title) {
    for (String word : words(title)) if (NOT_ONE.contains(word)) return true;
    return false;
  }

  /// True where the only word for it is a plural: a list of reviews, or a page that collects them.
  public static boolean onlyPlural(String title) {
    boolean plural = false;
    for (String word : words(title)) {
      if (word.equals("reviews")
          || word.equals("tests")
          || word.equals("kritiken")
          || word.equals("critiques")
          || word.equals("recensioni")) plural = true;
      else if (REVIEW.contains(word)) return false;
    }
    return plural;
  }

  /// True where the headline names nothing but reviews (`All reviews`, `Alle Kritiken`), or says
  /// how they are made (`How we test`).
  public static boolean listing(String title) {
    List<String> words = words(title);
    if (words.size() > 1 && words.get(0).equals("how") && words.get(1).equals("we")) return true;
    boolean named = false;
    for (String word : words) {
      boolean reviews = REVIEW.contains(word) || FOLDERS.contains(word);
      if (!reviews && !LISTING.contains(word)) return false;
      named |= reviews;
    }
    return named;
  }

  /// True where the address says that this is one of a folder of reviews, not the folder itself.
  public static boolean inFolder(String path) {
    String[] segments = path.split("/");
    for (int i = 0; i + 1 < segments.length; i++) if (FOLDERS.contains(segments[i])) return true;
    return false;
  }

  /// True where the headline announces a choice of several (`The 10 best …`).
  public static boolean roundup(String title) {
    List<String> words = words(title);
    for (int i = 0; i < Math.min(words.size(), 4); i++)
      if (BEST.contains(words.get(i))) return true;
    return false;
  }

  /// True where the address says that this is a preview.
  public static boolean preview(String url) {
    for (String word : words(url))
      if (word.equals("preview") || word.equals("previews") || word.equals("vorschau")) return true;
    return false;
  }
}
