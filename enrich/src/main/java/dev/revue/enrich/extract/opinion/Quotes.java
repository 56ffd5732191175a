package dev.revue.enrich.extract.opinion;

import dev.revue.common.event.Ids;
import dev.revue.common.event.ReviewEvent.Quote;
import dev.revue.enrich.extract.content.Block;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/// Other critics whom a review quotes: `Outlet called it “…”`, `“…”, writes Name in Outlet`,
/// `According to Outlet, …`, quotations with their source. The title's people and the author are
/// none, nor is whoever says what judges nothing.
final class Quotes {
  private static final int MOST = 10;
  private static final int MOST_LOOKED_AT = 200;
  private static final int SHORTEST = 8;
  private static final int LONGEST = 700;
  private static final int LONGEST_CITE = 80;
  private static final int LONGEST_BLOCK = 100_000;
  private static final int FEWEST_WORDS = 2;
  private static final int OFTEN = 4;
  private static final String MARKS = "“”„\"«»‟";

  private final List<Said> said;
  private final Subject subject;
  private final Lexicon lexicon;
  private final Set<String> own = new HashSet<>();
  private final Set<String> seen = new HashSet<>();
  private final List<Quote> out = new ArrayList<>();
  private int lookedAt;

  private Quotes(List<Said> said, Subject subject) {
    this.said = said;
    this.subject = subject;
    this.lexicon = Lexicon.of(subject.language());
    for (String name : subject.notCritics()) {
      own.add(Ids.fold(name));
      own.add(Ids.fold(name.substring(name.lastIndexOf(' ') + 1)));
    }
    if (!subject.title().isBlank()) own.add(Ids.fold(subject.title()));
  }

  static List<Quote> of(List<Block> blocks, List<Said> said, Subject subject) {
    Quotes quotes = new Quotes(said, subject);
    int next = 0;
    for (int i = 0; i < blocks.size() && quotes.room(); i++) {
      while (next < said.size() && said.get(next).block() < i) next++;
      int first = next;
      while (next < said.size() && said.get(next).block() == i) next++;
      if (first == next) continue;
      if (blocks.get(i).kind() == Block.Kind.QUOTE)
        quotes.quotation(blocks.get(i), i + 1 < blocks.size() ? blocks.get(i + 1) : null);
      quotes.block(cut(blocks.get(i).text()), said.subList(first, next));
    }
    return quotes.out;
  }

  private boolean room() {
    return out.size() < MOST && lookedAt < MOST_LOOKED_AT;
  }

  /// Words in quotation marks with their source before or behind them; else sentences whose source
  /// is at their beginning.
  private void block(String text, List<Said> sentences) {
    int from = 0;
    for (int open = next(text, 0); open >= 0 && room(); ) {
      int close = next(text, open + 1);
      if (close < 0) break;
      if (close - open > SHORTEST && close - open <= LONGEST) {
        String source = Attribution.behind(text, close + 1);
        boolean loose = source != null && Attribution.loose(text, close + 1, next(text, close + 1));
        if (source == null) {
          source = Attribution.before(text, from, open);
          loose = source != null && Attribution.loose(text, from, open);
        }
        if (source != null) add(source, text.substring(open + 1, close), loose);
      }
      from = close + 1;
      open = next(text, close + 1);
    }
    for (Said sentence : sentences) {
      if (!room()) return;
      if (next(sentence.sentence(), 0) >= 0) continue;
      Attribution.Reported reported = Attribution.reported(sentence);
      if (reported != null) add(reported.source(), reported.words(), reported.loose());
    }
  }

  /// A quotation set apart, with its source in `cite` or behind a dash.
  private void quotation(Block block, @Nullable Block next) {
    String text = cut(block.text());
    String cite = cite(block.at().lastElementChild());
    if (cite != null && text.endsWith(cite)) {
      add(plain(cite), text.substring(0, text.length() - cite.length()), false);
      return;
    }
    if (next == null || next.text().length() > LONGEST_CITE) return;
    boolean dashed = "—–―-".indexOf(next.text().charAt(0)) >= 0;
    boolean cited =
        next.at().normalName().equals("cite") || next.at().normalName().equals("footer");
    if (dashed || cited) add(plain(next.text()), text, false);
  }

  /// The plain and short text of a `cite`.
  private static @Nullable String cite(@Nullable Element last) {
    if (last == null || !last.normalName().equals("cite") || last.childNodeSize() != 1) return null;
    if (!(last.childNode(0) instanceof TextNode text)) return null;
    String source = text.getWholeText();
    return source.length() <= LONGEST_CITE ? source.strip() : null;
  }

  private static String cut(String text) {
    return text.length() > LONGEST_BLOCK ? text.substring(0, LONGEST_BLOCK) : text;
  }

  private static String plain(String source) {
    int start = 0;
    while (start < source.length() && !Character.isLetterOrDigit(source.charAt(start))) start++;
    return source.substring(start).strip();
  }

  /// @param loose the verb is one that people of the story use as well
  private void add(String source, String text, boolean loose) {
    lookedAt++;
    String words = trimmed(text);
    if (words.length() < SHORTEST || !critic(source)) return;
    Said one = Said.of(words, lexicon, subject.words(), 0);
    if (one.words().size() < FEWEST_WORDS) return;
    boolean aboutTitle = one.words().stream().anyMatch(Attribution.TITLE::has);
    if (one.sentiment() == 0 && !aboutTitle) return;
    boolean outlet =
        source.indexOf(' ') > 0 || source.equals(source.toUpperCase(java.util.Locale.ROOT));
    if (!outlet && (often(source) || (loose && !aboutTitle))) return;
    if (seen.add(Ids.fold(source + " " + words)))
      out.add(new Quote(source, words, one.sentiment()));
  }

  private boolean critic(String source) {
    if (source.isBlank() || source.length() > 60 || source.endsWith("’s") || source.endsWith("'s"))
      return false;
    int comma = source.indexOf(',');
    String name = comma > 0 ? source.substring(0, comma) : source;
    return !own.contains(Ids.fold(name))
        && !own.contains(Ids.fold(name.substring(name.lastIndexOf(' ') + 1)));
  }

  /// Whom the review names again and again is in the story.
  private boolean often(String source) {
    String name = source.toLowerCase(java.util.Locale.ROOT);
    int times = 0;
    for (Said one : said) if (one.words().contains(name) && ++times >= OFTEN) return true;
    return false;
  }

  private static String trimmed(String text) {
    int end = text.length();
    while (end > 0 && " ,;:—–-".indexOf(text.charAt(end - 1)) >= 0) end--;
    int start = 0;
    while (start < end
        && (" ,;:—–".indexOf(text.charAt(start)) >= 0 || MARKS.indexOf(text.charAt(start)) >= 0))
      start++;
    while (end > start && MARKS.indexOf(text.charAt(end - 1)) >= 0) end--;
    return text.substring(start, end);
  }

  private static int next(String text, int from) {
    for (int i = from; i < text.length(); i++) if (MARKS.indexOf(text.charAt(i)) >= 0) return i;
    return -1;
  }
}
