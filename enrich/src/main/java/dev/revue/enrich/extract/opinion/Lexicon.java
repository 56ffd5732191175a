package dev.revue.enrich.extract.opinion;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Words of praise and blame, and the words that turn or strengthen them. Our own list, made for
/// reviews.
final class Lexicon {
  static final Map<String, Double> WORDS = new HashMap<>();

  static {
    put(
        1.0,
        "masterpiece brilliant superb outstanding magnificent phenomenal flawless stunning breathtaking perfect extraordinary unforgettable exceptional triumph spectacular sublime exquisite masterful gorgeous wonderful amazing fantastic incredible essential meisterwerk brillant hervorragend grandios großartig überragend fantastisch perfekt exzellent magnifique excellent excellente superbe génial géniale parfait formidable splendide chef-d'œuvre excelente magnífico magnífica maravilloso maravillosa perfecto brillante capolavoro eccellente splendido splendida meraviglioso stupendo fantastico perfetto obra");
    put(
        0.7,
        "great excellent beautiful beautifully lovely impressive gripping compelling captivating thrilling powerful moving hilarious delightful charming memorable engaging riveting mesmerizing stylish poignant satisfying rewarding remarkable inventive imaginative immersive dazzles dazzling astonishes astonishing excels shines shine elegant terrific touching haunting smart clever witty recommend recommended highly love loved loves enjoy enjoyed enjoyable sehr empfehlenswert empfehlung gelungen beeindruckend spannend toll wunderbar wunderschön überzeugt überzeugend begeistert mitreißend liebe stark starke super beau belle réussi réussie passionnant touchant drôle recommande adoré aimé bueno bellissimo emozionante divertente consiglio bravissimo ottimo ottima bravo recomendable emocionante divertido encanta hermoso goed mooi geweldig prachtig aanrader fantastisk flot rigtig strålende");
    put(
        0.4,
        "good solid fun funny strong nice effective fresh sharp warm interesting entertaining worthy worth likable sincere precise rich seamless confident organic fine pleasant fascinating clear comfortable fast smooth reliable accurate sturdy quiet easy intense kinetic slick sleek tight depth nuance nuanced authentic authenticity honest grace graceful tender gut gute guter gutes schön schöne unterhaltsam solide witzig lustig angenehm interessant gelungene sympathisch bon bonne bien intéressant agréable efficace solide buena bien interesante bonito buono buona bello bella interessante piacevole leuk aardig sterk god godt bra fin");
    put(
        -1.0,
        "terrible awful horrible dreadful abysmal atrocious disaster unwatchable unbearable worst garbage trash insufferable pathetic unplayable katastrophe furchtbar schrecklich grauenhaft miserabel unerträglich katastrophal horrible nul nulle catastrophe affreux insupportable terrible pésimo pésima horrible desastre insoportable pessimo pessima orribile terribile disastro insopportabile");
    put(
        -0.7,
        "bad boring dull tedious disappointing disappointment disappoints fails fail failure weak lifeless bland forgettable annoying frustrating clumsy clichéd lazy shallow pointless ugly broken poor poorly waste wasted hollow stupid ridiculous incoherent dreary mess messy avoid flawed schlecht langweilig enttäuschend enttäuscht schwach schwache nervig dumm öde misslungen mauvais mauvaise ennuyeux ennuyeuse décevant décevante déception raté faible malo mala aburrido aburrida decepcionante decepción débil brutto brutta noioso noiosa deludente delusione debole slecht saai teleurstellend kedelig skuffende dårlig tråkig besviken");
    put(
        -0.4,
        "slow uneven familiar predictable falter falters faltering stumbles stumble drags dragging overlong thin conventional formulaic generic repetitive stalls stall overstuffed contrived cliché clichés tropes derivative confusing confused flat lacks lack lacking unfortunately sadly issue issues problem problems weakness weaknesses expensive noisy heavy bug bugs buggy awkward bloated muddled underdeveloped forced blend cold langatmig vorhersehbar leider zäh teuer problem probleme schwäche schwächen manque longueurs prévisible malheureusement problème défaut défauts lento lenta previsible problema problemas lamentablemente prevedibile purtroppo difetto difetti traag voorspelbaar helaas");
  }

  static final Set<String> NEGATIONS =
      Set.of(
          "not",
          "no",
          "never",
          "isn't",
          "isn’t",
          "wasn't",
          "wasn’t",
          "doesn't",
          "doesn’t",
          "didn't",
          "didn’t",
          "don't",
          "don’t",
          "can't",
          "can’t",
          "couldn't",
          "couldn’t",
          "hardly",
          "barely",
          "without",
          "neither",
          "nor",
          "aren't",
          "aren’t",
          "won't",
          "won’t",
          "nothing",
          "nicht",
          "kein",
          "keine",
          "keinen",
          "nie",
          "ohne",
          "kaum",
          "pas",
          "jamais",
          "sans",
          "ni",
          "nunca",
          "sin",
          "non",
          "mai",
          "senza",
          "niet",
          "geen",
          "ikke",
          "inte");
  static final Set<String> BOOSTERS =
      Set.of(
          "very",
          "really",
          "truly",
          "extremely",
          "incredibly",
          "absolutely",
          "utterly",
          "so",
          "genuinely",
          "sehr",
          "wirklich",
          "extrem",
          "très",
          "vraiment",
          "muy",
          "molto",
          "davvero",
          "heel",
          "zeer",
          "meget",
          "mycket");
  static final Set<String> DAMPERS =
      Set.of(
          "slightly",
          "somewhat",
          "fairly",
          "rather",
          "quite",
          "little",
          "bit",
          "etwas",
          "ziemlich",
          "plutôt",
          "assez",
          "algo",
          "abbastanza",
          "slight");
  static final Set<String> CONTRASTS =
      Set.of(
          "but",
          "however",
          "yet",
          "although",
          "though",
          "while",
          "aber",
          "jedoch",
          "doch",
          "obwohl",
          "mais",
          "cependant",
          "pero",
          "aunque",
          "ma",
          "però",
          "maar",
          "echter",
          "men",
          "dog");

  private Lexicon() {}

  private static void put(double weight, String words) {
    for (String word : words.split(" ")) WORDS.putIfAbsent(word, weight);
  }
}
