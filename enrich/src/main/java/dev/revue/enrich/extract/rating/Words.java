package dev.revue.enrich.extract.rating;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// The words of ratings in the languages that we read.
final class Words {
  /// Numbers in words. Words for one that are articles, too, count only before a scale or a unit,
  /// as all of these do.
  static final Map<String, Double> NUMBERS =
      numbers(
          """
          0 zero null nul zéro cero ноль
          0.5 half halber halbe halben demi medio media mezzo mezza meia halv halve pół půl
          1 one ein eine einen einer un une uno una um uma een één en ett et én jeden jedna jedną один одна
          1.5 anderthalb eineinhalb anderhalve półtorej
          2 two zwei deux dos due dois duas twee två to dwa dwie dva dvě два две
          2.5 zweieinhalb tweeënhalf tweeëneenhalve
          3 three drei trois tres tre três drie trzy tři три
          3.5 dreieinhalb drieënhalf drieëneenhalve
          4 four vier quatre cuatro quattro quatro fyra fire cztery čtyři четыре
          4.5 viereinhalb vierenhalf vierenhalve viereneenhalve
          5 five fünf cinq cinco cinque vijf fem pięć pět пять
          5.5 fünfeinhalb vijfenhalf
          6 six sechs seis sei zes sex seks sześć šest шесть
          6.5 sechseinhalb
          7 seven sieben sept siete sette sete zeven sju syv siedem sedm семь
          7.5 siebeneinhalb
          8 eight acht huit ocho otto oito åtta otte åtte osiem osm восемь
          8.5 achteinhalb
          9 nine neun neuf nueve nove negen nio ni dziewięć devět девять
          9.5 neuneinhalb
          10 ten zehn dix diez dieci dez tien tio ti dziesięć deset десять
          """);

  /// `and a half`, as it follows a number or its unit: the parts that may stand in it, and the part
  /// that says how much.
  static final Set<String> AND = words("and und et y e en och og i a и");

  static final Set<String> ARTICLES = words("a an one un une uno una um uma een en et ett");
  static final Set<String> THREE = words("three drei trois tres tre três drie trzy");

  static final Map<String, Double> PARTS =
      numbers(
          """
          0.5 half halb halber demi demie medio media mezzo mezza meia meio halv halve half pół půl halva половиной
          0.25 quarter quarters viertel quart cuarto quarto kvart kwart
          0.75 dreiviertel
          """);

  /// What is counted when stars are: their number may stand without a scale.
  static final Set<String> STAR_UNITS =
      words(
          """
          star stars étoile étoiles stern sterne sternen sternchen stella stelle estrella
          estrellas estrela estrelas ster sterren stjerne stjerner stjärna stjärnor gwiazdki
          gwiazdek gwiazdka hvězdiček hvězdičky tähteä yıldız звезды звёзд звезд
          """);

  static final Set<String> POINT_UNITS =
      words(
          """
          point points pts punkt punkte punkten punti puntos punten poäng hearts coeurs herzen
          herzchen terninger stars thumbs popcorns kisses paws skulls pumpkins bodov punktów
          """);

  static final Set<String> WEAK_OF =
      words(
          """
          of von sur su de van av af из z na sobre em uit på aus iz
          """);

  /// What may stand between `of` and the scale.
  static final Set<String> BEFORE_SCALE =
      words(
          """
          de a an the possible max maximal maximum möglichen insgesamt total un
          """);

  static final Set<String> LABELS =
      words(
          """
          rating ratings rated score scores grade verdict wertung bewertung gesamtwertung
          gesamtbewertung note voto nota puntuación puntuacion valoración valoracion
          calificación calificacion betyg karakter terningkast terningskast ocena hodnocení
          оценка рейтинг 评分 評価 評分 puan arvosana cijfer beoordeling waardering giudizio
          valutazione overall total gesamt gesamtnote gesamturteil urteil classificação
          avaliação stars starrating bottomline conclusion fazit final vote ergebnis schulnote testnote endnote testurteil 総合評価 点数
          평점 rate
          """);

  static final Set<String> OVERALL =
      words(
          """
          overall final finale total gesamt gesamtwertung gesamtnote gesamtbewertung
          gesamturteil verdict globale générale finalscore complessivo general global totale
          fazit conclusion our
          """);

  /// Verbs by which a critic hands out a rating.
  static final Set<String> GIVES =
      words(
          """
          give gives gave giving deserve deserves deserved earn earns earned rate rating award
          awarding awarded scores gets get vergebe vergeben gebe geben bekommt erhält verdient
          bekommen mets donne donnons mérite obtient do diamo merita doy merece pongo geef
          krijgt ger får giver gir dostává daję
          """);

  /// Words that say that many people, or other people, rated.
  static final Set<String> OTHERS =
      words(
          """
          users user readers reader average averages avg averaged audience audiences community
          viewers critics customers customer imdb metacritic rotten tomatoes tomatometer
          rottentomatoes letterboxd goodreads trustpilot opencritic amazon google tripadvisor
          yelp steam filmaffinity allociné moyenne durchschnitt durchschnittlich
          durchschnittliche nutzer nutzerwertung leser leserwertung kunden kundenbewertung
          lecteurs spectateurs internautes utenti lettori pubblico media usuarios lectores
          promedio gebruikers lezers gemiddeld gemiddelde brukere användare votes voters based
          members avis bewertungen kundenbewertungen opiniones recensioni votanti aggregate
          consensus platform platforms
          """);

  /// Units and nouns behind a number that make it a measure, not a rating.
  static final Set<String> MEASURES =
      words(
          """
          mile miles cup cups inch inches size scale teaspoon teaspoons tsp tbsp tablespoon
          pound pounds lb oz acre hour hours minutes mins vision dentists doctors people women
          men children kids americans respondents patients adults students times cases
          episodes chapters pages days weeks months years users readers customers viewers
          voters households companies gallon speed mg kg km split chance teams games matches
          """);

  /// Words before a number that make it an ordinal.
  static final Set<String> ORDINALS =
      words(
          """
          episode season part page chapter vol volume no nr teil folge staffel disc day week
          level stage episodio capitolo tome épisode saison step issue act round question
          slide photo image picture track tracks bild foto seite f
          """);

  /// Words before two numbers that make them a day: when something came out or was written.
  static final Set<String> DATED =
      words(
          """
          theaters theatres theater theatre cinemas cinema kinos kino sala salles streaming vod
          released releases release releasing opens opening premieres premiere available starts
          posted published updated aired airs date until
          """);

  /// Words before a grade that say how old one must be or what a device uses up.
  static final Set<String> NO_GRADES =
      words(
          """
          energy efficiency energie énergie energía energia energetica energética
          energieeffizienz energieklasse eco nutri age parental certificate certification esrb
          pegi mpaa mpa bbfc fsk usk
          """);

  /// What may follow `7 out of 10` in a sentence and is nothing that is counted.
  static final Set<String> GOES_ON =
      words(
          """
          for from in and but or because as at on is was with to by if though although while when
          which that this it its i we so due overall only just not simply given despite thanks til
          fra og men fordi från för och
          """);

  /// Openings that say: another title follows.
  static final Set<String> OTHER_TITLES =
      words(
          """
          also related similar previous previously predecessor vorgänger aussi anche también
          auch elsewhere next
          """);

  /// Headings under which others speak, or about other titles.
  static final Set<String> FOREIGN =
      words(
          """
          user users reader readers community comments kommentare commentaires commenti
          comentarios leserbewertungen leserwertung nutzerbewertungen kundenbewertungen
          lesermeinungen related similar audience elsewhere
          """);

  static final Set<String> SECOND =
      words(
          """
          second another other zweite andere deuxième autre autres otra otras altra altre
          """);
  static final Set<String> OPINION =
      words(
          """
          opinion opinions meinung meinungen avis opinión opiniones opinione opinioni take
          takes critics reviews
          """);

  private Words() {}

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }

  private static Map<String, Double> numbers(String lines) {
    Map<String, Double> out = new HashMap<>();
    for (String line : lines.strip().split("\\R")) {
      String[] parts = line.strip().split(" ");
      for (int i = 1; i < parts.length; i++) out.put(parts[i], Double.valueOf(parts[0]));
    }
    return Map.copyOf(out);
  }
}
