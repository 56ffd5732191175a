package dev.revue.enrich.extract.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {
  private static final String ENGLISH =
      "The film opens on a quiet harbour and takes its time before anything happens in it.";
  private static final String GERMAN =
      "Der Film beginnt in einem stillen Hafen und lässt sich Zeit, bevor darin etwas geschieht.";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en|The film opens on a quiet harbour and takes its time before anything happens in it.",
        "de|Der Film beginnt in einem stillen Hafen und lässt sich Zeit, bevor darin etwas geschieht.",
        "fr|Le film commence dans un port tranquille et prend son temps avant que quelque chose n'arrive.",
        "es|La película empieza en un puerto tranquilo y se toma su tiempo antes de que ocurra algo.",
        "it|Il film comincia in un porto tranquillo e si prende il suo tempo prima che succeda qualcosa.",
        "pt|O filme começa num porto tranquilo e demora o seu tempo antes que alguma coisa aconteça.",
        "nl|De film begint in een stille haven en neemt de tijd voordat er iets gebeurt met de mensen.",
        "sv|Filmen börjar i en stilla hamn och tar god tid på sig innan någonting händer med människorna.",
        "da|Filmen begynder i en stille havn og giver sig god tid, før der sker noget med menneskene.",
        "no|Filmen begynner i en stille havn og tar seg god tid før det skjer noe med menneskene der.",
        "pl|Film zaczyna się w cichym porcie i nie spieszy się, zanim cokolwiek się w nim wydarzy.",
        "cs|Film začíná v tichém přístavu a nikam nespěchá, než se v něm vůbec něco stane s lidmi.",
        "tr|Film sessiz bir limanda başlıyor ve bir şeyler olmadan önce kendine bolca zaman ayırıyor.",
        "fi|Elokuva alkaa hiljaisesta satamasta eikä pidä kiirettä ennen kuin mitään alkaa tapahtua.",
        "ru|Фильм начинается в тихой гавани и не торопится, прежде чем в нём что-нибудь произойдёт.",
        "uk|Фільм починається в тихій гавані й нікуди не поспішає, перш ніж у ньому щось станеться.",
        "hu|A film egy csendes kikötőben kezdődik, és nem siet, mielőtt bármi is történne benne.",
        "ro|Filmul începe într-un port liniștit și nu se grăbește înainte să se întâmple ceva în el.",
        "el|Η ταινία αρχίζει σε ένα ήσυχο λιμάνι και δεν βιάζεται πριν συμβεί κάτι μέσα σε αυτήν.",
        "ja|この映画は静かな港から始まり、何かが起こるまでゆっくりと時間をかけて人々の暮らしを丁寧に描いていく。波の音とともに時が流れ、登場人物たちの沈黙が深く心に残る。",
        "ko|이 영화는 조용한 항구에서 시작하여 무슨 일이 일어나기 전까지 서두르지 않고 사람들의 삶을 천천히 그려 나간다. 파도 소리와 함께 시간이 흐른다.",
        "zh|这部电影从一个安静的港口开始，在任何事情发生之前，它不慌不忙地描绘着人们的生活。海浪的声音伴随着时间流逝，人物的沉默令人难忘，镜头耐心地等待着。",
        "he|הסרט נפתח בנמל שקט ולוקח את הזמן לפני שמשהו קורה בו לאנשים שחיים שם שנים רבות."
      })
  void tellsLanguagesByAShortText(String language, String text) {
    assertThat(Language.of(text, null)).isEqualTo(language);
    assertThat(Language.of(text, language)).isEqualTo(language);
  }

  @Test
  void theTextIsHeardWhereThePageDeclaresAnotherLanguage() {
    assertThat(Language.of(GERMAN.repeat(4), "en")).isEqualTo("de");
    assertThat(Language.of(ENGLISH.repeat(4), "de")).isEqualTo("en");
  }

  @Test
  void aTextTooShortOrWithoutWordsIsInTheLanguageThatThePageDeclares() {
    assertThat(Language.of("Sehr gut!", "fr")).isEqualTo("fr");
    assertThat(Language.of("Sehr gut!", null)).isNull();
    assertThat(Language.of("4711 0815 ".repeat(30), "sv")).isEqualTo("sv");
  }

  @Test
  void menusBeforeTheTextDoNotCount() {
    String menu = "Home News About Contact Login Shop Cart Search ";
    assertThat(Language.of(menu + GERMAN.repeat(10), "en")).isEqualTo("de");
  }

  @Test
  void manyThreadsGetTheSameAnswer() throws Exception {
    try (var threads = Executors.newFixedThreadPool(8)) {
      Callable<String> ask = () -> Language.of(GERMAN.repeat(3), "en");
      for (Future<String> answer : threads.invokeAll(Collections.nCopies(200, ask)))
        assertThat(answer.get()).isEqualTo("de");
    }
  }

  @Test
  void norwegianHasOneTagHoweverItIsDeclared() {
    assertThat(List.of("nb-NO", "nn", "no")).extracting(Language::tag).containsOnly("no");
  }
}
