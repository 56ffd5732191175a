package dev.revue.enrich.extract.opinion;

import dev.revue.common.event.ReviewEvent.Aspect;
import dev.revue.common.event.ReviewEvent.Quote;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The sides of a title that a review judges, each with its sentiment and the sentence that shows
/// it.
public final class Aspects {
  private static final int MOST = 12;
  private static final int LONGEST_EVIDENCE = 400;
  private static final double SPOKEN = 0.15;
  private static final Map<String, Map<String, String>> BY_KIND = new HashMap<>();

  static {
    String screen =
        "action:action,fight,fights,stunts,gunplay,combat,kampf;acting:acting,performance,performances,performs,cast,actor,actress,schauspieler,darsteller,interprétation,acteurs,actuaciones,recitazione,attori;story:story,plot,narrative,storyline,handlung,geschichte,histoire,intrigue,historia,trama,storia;script:script,screenplay,writing,dialogue,dialogues,drehbuch,dialoge,scénario,guion,sceneggiatura;direction:direction,director,directing,directs,regie,regisseur,réalisation,dirección,regia;visuals:visuals,visual,cinematography,camera,photography,images,shots,bilder,kamera,photographie,fotografía,fotografia;effects:effects,cgi,vfx,effekte,effets;music:music,score,soundtrack,songs,musik,musique,música,musica;sound:sound,mix,ton;pacing:pacing,pace,tempo,runtime,rhythm,rythme,ritmo;characters:characters,character,figuren,charaktere,personnages,personajes,personaggi;humour:humor,humour,comedy,jokes,jokes,witz;emotion:emotion,emotional,emotions,heart,gefühl;ending:ending,finale,climax,ende;editing:editing,edit,schnitt,montage;chemistry:chemistry;atmosphere:atmosphere,mood,tone,atmosphäre,stimmung;design:costumes,costume,sets,production-design,ausstattung;world:world,worldbuilding,universe,lore;suspense:tension,suspense,spannung,scares";
    put("movie", screen);
    put("tv", screen + ";episodes:episode,episodes,season,seasons,folgen,staffel");
    put(
        "game",
        "gameplay:gameplay,mechanics,controls,steuerung;graphics:graphics,visuals,art,animation,grafik,graphismes;story:story,plot,narrative,writing,geschichte,histoire,historia;combat:combat,fights,battles,kampf,kämpfe;sound:sound,audio,effects;music:music,soundtrack,score,musik;performance:performance,framerate,bugs,bug,crashes,technik;multiplayer:multiplayer,co-op,online;difficulty:difficulty,challenge,balance,schwierigkeitsgrad;world:world,setting,universe,map,welt;level design:levels,level,dungeons,puzzles,rätsel;characters:characters,character,cast,charaktere;pacing:pacing,pace,tempo;value:price,value,length,content,umfang,preis;interface:interface,ui,menus,camera;exploration:exploration,explore;progression:progression,upgrades,loot;replay:replayability,replay;atmosphere:atmosphere,mood,atmosphäre");
    put(
        "book",
        "story:story,plot,narrative,handlung,geschichte,histoire,intrigue,historia,trama,storia;writing:writing,prose,language,style,voice,schreibstil,stil,sprache,écriture,plume,escritura,scrittura;characters:characters,character,protagonist,charaktere,figuren,personnages,personajes,personaggi;pacing:pacing,pace,tempo;world:world,setting,worldbuilding,welt;dialogue:dialogue,dialogues,dialoge;ideas:ideas,themes,theme,themen,thèmes;ending:ending,ende,fin,final;emotion:emotion,emotional,feelings,gefühle;suspense:suspense,tension,twists,spannung;humour:humour,humor,wit;structure:structure,chapters,aufbau;research:research,facts,historical;illustrations:illustrations,photos,bilder,pictures;romance:romance,love;translation:translation;cover:cover");
    put(
        "music",
        "vocals:vocals,voice,singing,gesang,stimme,voix;lyrics:lyrics,words,texte,paroles;production:production,mix,sound,produktion;melody:melodies,melody,hooks,hook,choruses,chorus,melodien;guitar:guitar,guitars,riffs,riff;rhythm:rhythm,drums,beats,beat,bass,groove;songwriting:songwriting,songs,tracks,song;energy:energy,intensity;mood:mood,atmosphere,stimmung;arrangement:arrangements,arrangement,strings;originality:originality,innovation,experimental;cohesion:cohesion,coherence,flow");
    put(
        "product",
        "design:design,look,looks,style,optik,esthétique,diseño;build:build,quality,materials,construction,verarbeitung,qualität,qualité;display:display,screen,bildschirm,écran,pantalla;battery:battery,akku,batterie,autonomie,batería,batteria,range,reichweite;camera:camera,cameras,photos,kamera,fotos;performance:performance,speed,processor,power,leistung,performances,engine,acceleration,motor;sound:sound,audio,speakers,klang,noise;software:software,app,interface,ui,features,funktionen;comfort:comfort,comfortable,fit,ride,seats,seat,komfort,confort;price:price,value,cost,money,preis,prix,precio,prezzo;handling:handling,steering,ergonomics,bedienung,usability;durability:durability,durable,sturdy,robust;weight:weight,lightweight,heavy,gewicht,poids;storage:storage,space,trunk,cargo,kofferraum,pockets;charging:charging,charger,laden;connectivity:connectivity,bluetooth,wifi,ports;keyboard:keyboard,keys,tastatur,trackpad;safety:safety,brakes,bremsen;smell:scent,smell,duft;packaging:packaging,verpackung;instructions:instructions,setup,installation;support:support,warranty,service;taste:taste,flavor,flavour,geschmack,goût;texture:texture,konsistenz;efficiency:efficiency,consumption,verbrauch");
    put(
        "place",
        "food:food,dishes,menu,meal,essen,küche,cuisine,comida,cucina;service:service,staff,waiter,personal,bedienung,personnel,servicio;room:room,rooms,bed,zimmer,chambre,habitación,camera;location:location,view,lage,emplacement,ubicación,posizione;cleanliness:clean,cleanliness,dirty,sauber,sauberkeit,propre;price:price,value,prices,preis,prix,precio,prezzo;ambience:ambience,atmosphere,decor,ambiente;breakfast:breakfast,frühstück;noise:noise,quiet,loud,ruhig");
    put(
        "service",
        "price:price,prices,pricing,cost,value,preis,plans;support:support,service,staff,help,kundendienst;speed:speed,speeds,fast,slow;reliability:reliability,reliable,uptime,stability;privacy:privacy,logs,logging;security:security,encryption,secure;ease of use:interface,app,apps,setup,usability,easy;features:features,options,selection,library,catalog;trust:trust,honest,transparency,hidden;communication:communication,responsive;professionalism:professional,crew,movers");
  }

  private Aspects() {}

  private static void put(String kind, String list) {
    Map<String, String> words = new LinkedHashMap<>();
    for (String aspect : list.split(";")) {
      int colon = aspect.indexOf(':');
      for (String word : aspect.substring(colon + 1).split(","))
        words.putIfAbsent(word, aspect.substring(0, colon));
    }
    BY_KIND.put(kind, words);
  }

  /// The aspects that the text speaks of with praise or blame, those with the most to say first.
  /// What other critics are quoted with is not the review's own word.
  static List<Aspect> of(String kind, List<Said> text, List<Quote> quotes) {
    Map<String, String> words =
        BY_KIND.getOrDefault(kind, BY_KIND.getOrDefault("product", Map.of()));
    Map<String, Found> found = new LinkedHashMap<>();
    for (Said said : text) {
      String sentence = said.sentence();
      double sentiment = said.sentiment();
      if (Math.abs(sentiment) < SPOKEN || sentence.length() > LONGEST_EVIDENCE) continue;
      if (quotes.stream().anyMatch(q -> sentence.contains(q.text()))) continue;
      Set<String> named = new HashSet<>();
      for (String word : Sentiment.words(sentence)) {
        String aspect = words.get(word);
        if (aspect != null && named.add(aspect))
          found.computeIfAbsent(aspect, Found::new).add(sentence, sentiment);
      }
    }
    List<Aspect> out = new ArrayList<>();
    found.values().stream()
        .sorted((a, b) -> b.count - a.count)
        .limit(MOST)
        .forEach(f -> out.add(f.aspect()));
    return out;
  }

  private static final class Found {
    private final String name;
    private int count;
    private double sum;
    private double strongest;
    private String evidence = "";

    private Found(String name) {
      this.name = name;
    }

    private void add(String sentence, double sentiment) {
      count++;
      sum += sentiment;
      if (Math.abs(sentiment) <= Math.abs(strongest)) return;
      strongest = sentiment;
      evidence = sentence;
    }

    private Aspect aspect() {
      return new Aspect(name, Math.round(100 * sum / count) / 100.0, evidence, null);
    }
  }
}
