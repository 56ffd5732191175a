package dev.revue.enrich.extract.item;

import dev.revue.enrich.extract.text.Language;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What kind of thing is reviewed, told by the words around it.
final class Kinds {
  private static final Map<String, Set<String>> WORDS = new LinkedHashMap<>();
  private static final int SAMPLE = 12_000;

  static {
    put(
        "movie",
        "film films movie movies cinema cinematography screenplay theaters theatres filmmaker filmmakers director directed starring protagonist kino regisseur schauspieler réalisateur cinéma película cine regista filmi trailer screening blockbuster sequel premiere onscreen actor actress directs picture scene scenes audience cast multiplex remake trilogy spielfilm drehbuch scénario acteur actrice acteurs réalisatrice filmen instruktør skuespiller skådespelare regissör ator diretor kinofilm películas reżyser režisér фильм режиссер");
    put(
        "tv",
        "season seasons episode episodes showrunner series sitcom finale miniseries staffel staffeln folge saison épisode épisodes temporada episodio episodios sæson säsong avsnitt sezon сериал");
    put(
        "book",
        "book books novel novels author pages chapter chapters reader readers paperback hardcover publisher memoir protagonist buch roman autor autorin leser seiten verlag livre auteur lecteur libro lettore autore lector bok prose narrator isbn kapitel literary fiction bogen boken forfatter författare romanen sider livro autora książka kniha книга lezer schrijver");
    put(
        "game",
        "game games gameplay gamers player players playing multiplayer console playstation xbox nintendo steam switch levels boss quests spiel spieler jeu joueur juego jugador videogame rpg shooter developer mechanics playthrough spieler spielen jeux joueurs jugadores jogo jogador gioco giocatore spillet spelet spelare gra gracz hra игра");
    put(
        "music",
        "album albums song songs track tracks band singer vocals guitar lyrics record recording listen listening melody melodies producer chorus ep lp drums synth musik lieder chanson canción disco brano canzone concert riff álbum faixa låt låtar skiva plate płyta piosenki disque morceaux canzoni");
    put(
        "product",
        "battery device phone camera laptop screen display price design features usb product app software specs headphones charging charger warranty weight performance hersteller akku preis gerät produkt batterie appareil prix produit prodotto prezzo producto precio engine car driving horsepower torque vehicle motor auto fahrzeug test testbericht praxistest erfahrungsbericht reichweite interior mpg shampoo moisture skin");
    put(
        "place",
        "restaurant menu chef dishes dining hotel room rooms breakfast waiter cuisine lobby staff beach museum dessert");
    put(
        "service",
        "subscription vpn provider plan plans hosting servers server customer support account insurance free trial pricing");
  }

  /// What is said about the makers near the top tells more than any single word.
  private static final Map<String, List<String>> CREDITS = new LinkedHashMap<>();

  static {
    CREDITS.put(
        "movie",
        List.of(
            "directed by",
            "Directed by",
            "Director:",
            "Réalisation",
            "éalisé par",
            "Regie",
            "Regia",
            "irigida por",
            "Dirección:"));
    CREDITS.put(
        "game",
        List.of(
            "Designed by",
            "Developed by",
            "Developer:",
            "Entwickler:",
            "Développeur",
            "Played on",
            "Tested on"));
    CREDITS.put(
        "tv",
        List.of(
            "Created by",
            "television series",
            "TV series",
            "miniseries",
            "Fernsehserie",
            "série télévisée"));
  }

  private static final int TOP = 1_200;
  private static final double CREDIT = 8;

  /// A word or two say nothing.
  private static final double LEAST = 3;

  /// `Title (1995)` is how films are told apart, more than anything else.
  private static final double DATED = 3;

  private Kinds() {}

  private static void put(String kind, String words) {
    WORDS.put(kind, Set.copyOf(List.of(words.split(" ")).stream().distinct().toList()));
  }

  /// How much the words of headline, address and text speak for each kind; the sum is 1, or 0 where
  /// nothing speaks.
  ///
  /// @param dated whether the page names its subject with a year
  /// @param listed kinds that rows of facts speak for
  static Map<String, Double> weigh(
      String headline, String url, String text, boolean dated, List<String> listed) {
    Map<String, Double> sums = new LinkedHashMap<>();
    if (dated) sums.put("movie", DATED);
    for (String kind : listed) sums.merge(kind, CREDIT, Double::sum);
    count(sums, Language.words(headline), 6);
    int path = url.indexOf('/', Math.min(url.length(), 9));
    if (path > 0) count(sums, Language.words(url.substring(path).toLowerCase(Locale.ROOT)), 10);
    count(sums, Language.words(text.length() > SAMPLE ? text.substring(0, SAMPLE) : text), 1);
    credits(sums, text.substring(0, Math.min(TOP, text.length())));
    if (sums.values().stream().mapToDouble(Double::doubleValue).sum() < LEAST) return Map.of();
    double all = sums.values().stream().mapToDouble(Double::doubleValue).sum();
    if (all > 0) sums.replaceAll((kind, sum) -> sum / all);
    return sums;
  }

  private static void credits(Map<String, Double> sums, String top) {
    CREDITS.forEach((kind, phrases) -> {
      // Series have directors, too: what says series says more.
      double weight = kind.equals("tv") ? 2 * CREDIT : CREDIT;
      if (phrases.stream().anyMatch(top::contains)) sums.merge(kind, weight, Double::sum);
    });
  }

  private static void count(Map<String, Double> sums, List<String> words, double weight) {
    for (String word : words) {
      WORDS.forEach((kind, known) -> {
        if (known.contains(word)) sums.merge(kind, weight, Double::sum);
      });
    }
  }
}
