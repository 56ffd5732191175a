package dev.revue.enrich.extract.byline;

import dev.revue.common.event.Ids;
import dev.revue.enrich.extract.text.Clean;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Names of people as bylines write them: without labels, roles, degrees and dates.
final class Names {
  private static final int LONGEST = 80;
  private static final int LINE = 300;
  private static final int MOST = 8;
  private static final int MOST_WORDS = 6;

  /// What a byline begins with; longer ones first where one begins with another.
  private static final String[] LABELS = {
    "written and photographed by",
    "this article was written by",
    "medically reviewed by",
    "originally published by",
    "written by",
    "recipe by",
    "story by",
    "article by",
    "published by",
    "reviewed by",
    "review by",
    "posted by",
    "submitted by",
    "contributed by",
    "created by",
    "words by",
    "text by",
    "report by",
    "blog by",
    "guest post by",
    "by",
    "geschrieben von",
    "verfasst von",
    "ein artikel von",
    "eine rezension von",
    "kritik von",
    "von",
    "écrit par",
    "rédigé par",
    "publié par",
    "critique par",
    "par",
    "escrito por",
    "publicado por",
    "reseña de",
    "por",
    "scritto da",
    "recensione di",
    "a cura di",
    "di",
    "geschreven door",
    "door",
    "skrivet av",
    "skrevet av",
    "skrevet af",
    "av",
    "af",
    "napisał",
    "napsal",
    "kirjoittanut",
    "yazan",
    "автор",
    "authors",
    "author",
    "autoren",
    "autorin",
    "autor",
    "autore",
    "auteur",
    "autora",
    "författare",
    "forfatter",
    "contributors",
    "contributor",
    "reviewer",
    "critic",
    "writer",
    "text",
    "texte",
    "testo",
    "texto",
    "tekst",
    "words"
  };

  /// These mean a person only with a colon after them.
  private static final Set<String> NEED_COLON =
      Set.of(
          "author",
          "authors",
          "autoren",
          "autorin",
          "autor",
          "autore",
          "auteur",
          "autora",
          "författare",
          "forfatter",
          "contributors",
          "contributor",
          "reviewer",
          "critic",
          "writer",
          "text",
          "texte",
          "testo",
          "texto",
          "tekst",
          "words",
          "автор");

  /// One of these in a name makes it a post or something to click at.
  private static final Set<String> ROLES =
      words(
          """
          editor writer director officer founder cofounder correspondent reporter contributor
          contributors contributing manager president ceo cto cmo consultant specialist analyst
          strategist expert columnist freelancer intern producer blogger
          updated published posted sign login register minutes minute min read reading ago today
          yesterday dealer testimonial redakteur redakteurin journalist journalistin critic critics
          follow share email comment comments reply bio profile posts archive subscribe view
          redacteur rédacteur giornalista redattore redactor periodista redaktör skribent
          """);

  private static final Set<String> NOBODY =
      Set.of(
          "admin",
          "administrator",
          "editor",
          "staff",
          "staff writer",
          "author",
          "authors",
          "guest",
          "guest author",
          "guest post",
          "anonymous",
          "unknown",
          "redaktion",
          "die redaktion",
          "la rédaction",
          "la redaction",
          "redacción",
          "redazione",
          "redactie",
          "editorial",
          "editorial team",
          "editorial staff",
          "the editors",
          "the author",
          "the team",
          "user",
          "wordpress",
          "null",
          "undefined",
          "webmaster",
          "editors",
          "team",
          "our team",
          "none",
          "n a",
          "by",
          "site",
          "website",
          "marketing",
          "marketing team",
          "about the author",
          "contributor");
  private static final int HANDLE = 40;
  private static final Set<String> DEGREES =
      words("md phd rd rdn ms ma mba mph jd esq dds dvm cpa cfp cfa rn np pa dr ba bsc msc mfa");

  /// Small words that stand within names.
  private static final Set<String> PARTICLES =
      words(
          "de da di del della der den van von zu la le el al bin ibn dos das du y e i ten ter af");

  private static final Set<String> WEEKDAYS =
      words(
          """
          mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday
          montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi
          vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo
          """);
  private static final Set<String> NO_PART_OF_A_NAME =
      words(
          """
          the and of your our best guide review reviews home news blog contact about policy
          services service rights reserved new top free menu search categories category tags
          table contents introduction overview share photo photos image images video credit source
          getty shutterstock privacy terms company products shop store buy get learn start
          press release this that with for from you we
          our is are in on at to or more all how what why when where not be
          """);

  /// These join two names only where both sides have a first and a last name.
  private static final String WEAK = " (?:y|e|en|och|og|i) ";

  private Names() {}

  private static Set<String> words(String list) {
    return Set.copyOf(List.of(list.strip().split("\\s+")));
  }

  /// The names in texts such as `By A. Writer and B. Writer, Film Critic`; none where it is no
  /// name.
  static List<String> of(List<String> texts) {
    Set<String> out = new LinkedHashSet<>();
    for (String text : texts) {
      String line = Clean.line(text, LINE);
      if (line == null || line.contains("://")) continue;
      for (String part : parts(withoutLabel(line))) {
        String name = name(part);
        if (name != null && out.size() < MOST) out.add(name);
      }
    }
    return List.copyOf(out);
  }

  /// What somebody is called who opened a thread: one word of any letters and digits, or a name.
  static List<String> ofPoster(String text) {
    String line = Clean.line(text, LINE);
    String word = line == null ? "" : trim(line);
    boolean handle =
        word.length() > 1
            && word.length() <= HANDLE
            && word.indexOf(' ') < 0
            && word.chars().anyMatch(Character::isLetter)
            && !NOBODY.contains(word.toLowerCase(Locale.ROOT));
    return handle ? List.of(word) : of(List.of(text));
  }

  /// The people at the beginning of a line that goes on with dates and roles; none where what
  /// stands there could not be a person's name.
  static List<String> people(String line) {
    List<String> out = new ArrayList<>();
    for (String name : leading(line)) {
      if (!person(name)) break;
      out.add(name);
    }
    return out;
  }

  /// The names at the beginning of a line, of whatever form.
  static List<String> leading(String line) {
    String rest = withoutLabel(line);
    int end = rest.length();
    boolean dated = false;
    for (int i = 0; i < rest.length() && end == rest.length(); i++) {
      char c = rest.charAt(i);
      boolean dash = (c == '-' || c == '–' || c == '—') && i > 0 && rest.charAt(i - 1) == ' ';
      boolean digit = c >= '0' && c <= '9' && i > 0 && rest.charAt(i - 1) == ' ';
      if (!dash && !digit && "|•·/([:\"".indexOf(c) < 0) continue;
      end = i;
      dated = digit;
    }
    String start = rest.substring(0, end);
    for (String stop : List.of(" on ", " in ", " am ", " le ", " el ", " il ", " for ", " at "))
      start = before(start, stop);
    return of(List.of(dated ? withoutMonth(start) : start));
  }

  private static String before(String text, String stop) {
    int at = text.indexOf(stop);
    return at > 0 ? text.substring(0, at) : text;
  }

  /// `A. Writer` of `A. Writer Tue, March` before 5, 2024.
  private static String withoutMonth(String text) {
    String rest = text.strip();
    while (!rest.isEmpty()) {
      int last = rest.lastIndexOf(' ');
      String word = rest.substring(last + 1).toLowerCase(Locale.ROOT).replaceAll("[.,]", "");
      if (Months.number(word) == null && !WEEKDAYS.contains(word)) break;
      rest = last < 0 ? "" : rest.substring(0, last).strip();
    }
    return rest;
  }

  /// True of two to four words that could be a person's name.
  static boolean person(String name) {
    String[] words = name.split(" ", MOST_WORDS);
    int named = 0;
    for (String word : words) {
      String lower = word.toLowerCase(Locale.ROOT);
      if (PARTICLES.contains(lower)) continue;
      int first = word.isEmpty() ? ' ' : word.codePointAt(0);
      if (!Character.isUpperCase(first) || NO_PART_OF_A_NAME.contains(lower)) return false;
      named++;
    }
    return named >= 2 && words.length <= 4 && name.chars().noneMatch(Character::isDigit);
  }

  /// True where a line begins as bylines do.
  static boolean labelled(String line) {
    return label(line.strip()) != null;
  }

  /// True where a line begins as bylines do, with more than a preposition that may begin a sentence
  /// as well.
  static boolean clearlyLabelled(String line) {
    String label = label(line.strip());
    return label != null && (label.indexOf(' ') > 0 || NEED_COLON.contains(label));
  }

  /// What follows the label of a byline; the line itself where it has none.
  static String withoutLabel(String line) {
    String stripped = line.strip();
    String label = label(stripped);
    if (label == null) return stripped;
    int at = label.length();
    while (at < stripped.length() && " :\u00A0".indexOf(stripped.charAt(at)) >= 0) at++;
    return stripped.substring(at);
  }

  private static @Nullable String label(String line) {
    for (String label : LABELS) {
      int at = label.length();
      if (!line.regionMatches(true, 0, label, 0, at)) continue;
      if (at == line.length()) return label;
      char c = line.charAt(at);
      boolean colon = c == ':' || line.startsWith(" :", at);
      boolean space = Character.isWhitespace(c) && !NEED_COLON.contains(label);
      if (colon || space) return label;
    }
    return null;
  }

  private static List<String> parts(String text) {
    List<String> out = new ArrayList<>();
    for (String part : text.split(" \\| | and | und | et | & |;| with |, (?=\\p{Lu})", MOST + 1)) {
      String degree = Ids.fold(part).replace(" ", "");
      if (DEGREES.contains(degree)) continue;
      String[] two = part.split(WEAK, 2);
      if (two.length == 2 && two[0].strip().contains(" ") && two[1].strip().contains(" "))
        out.addAll(List.of(two));
      else out.add(part);
    }
    return out;
  }

  private static @Nullable String name(String part) {
    String name = trim(part);
    String folded = Ids.fold(name);
    if (name.length() < 2 || name.length() > LONGEST || folded.isEmpty() || NOBODY.contains(folded))
      return null;
    if (name.indexOf('@') >= 0 || name.indexOf('/') >= 0) return null; // an address
    String[] words = folded.split(" ");
    if (words.length > MOST_WORDS) return null;
    for (String word : words) if (ROLES.contains(word)) return null;
    boolean prose = NO_PART_OF_A_NAME.contains(words[0]) && Character.isLowerCase(name.charAt(0));
    if (prose) return null;
    long digits = name.chars().filter(Character::isDigit).count();
    return digits * 2 > name.length() ? null : name;
  }

  private static String trim(String part) {
    int start = 0;
    int end = part.length();
    while (end > start && ",:–-—·•|@ \u00A0".indexOf(part.charAt(end - 1)) >= 0) end--;
    while (start < end && ",:–-—·•|@ \u00A0".indexOf(part.charAt(start)) >= 0) start++;
    return part.substring(start, end);
  }
}
