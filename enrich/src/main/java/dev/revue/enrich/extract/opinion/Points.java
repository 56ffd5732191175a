package dev.revue.enrich.extract.opinion;

import dev.revue.enrich.extract.content.Block;
import dev.revue.enrich.extract.markup.MarkedReview;
import dev.revue.enrich.extract.markup.Thing;
import dev.revue.enrich.extract.opinion.Headings.Side;
import dev.revue.enrich.extract.text.Candidate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/// Points for and against: in mark-up, in lists under their headings, in the columns of a table, by
/// their signs, in boxes that are called so; else the sentences of sections that are about them,
/// else those that speak most clearly.
public record Points(
    @Nullable Candidate<List<String>> pros, @Nullable Candidate<List<String>> cons) {
  private static final double MARKED = 0.95;
  private static final double LISTED = 0.9;
  private static final double HEADED = 0.7;
  private static final double CLEAR = 0.5;
  private static final double CLEARLY = 0.3;
  private static final double AT_ALL = 0.05;
  private static final int MOST = 10;
  private static final int SPOKEN = 3;
  private static final int LONGEST = 300;
  private static final int SHORT = 120;
  private static final int SHORTEST = 3;
  private static final int LEAD_IN = 40;
  private static final String PLUS = "+＋✓✔✅👍";
  private static final String MINUS = "-–−✗✘❌👎";

  static Points of(List<Block> blocks, List<Said> said, @Nullable MarkedReview marked) {
    Listed listed = new Listed();
    listed.read(blocks);
    return new Points(
        points(Side.PRO, listed.pros, blocks, said, marked),
        points(Side.CON, listed.cons, blocks, said, marked));
  }

  private static @Nullable Candidate<List<String>> points(
      Side side,
      Set<String> listed,
      List<Block> blocks,
      List<Said> said,
      @Nullable MarkedReview marked) {
    boolean pro = side == Side.PRO;
    if (marked != null) {
      String name = pro ? "positiveNotes" : "negativeNotes";
      List<String> notes = notes(marked.review(), name);
      if (!notes.isEmpty()) return new Candidate<>(notes, MARKED, marked.review().source(), name);
    }
    if (!listed.isEmpty())
      return new Candidate<>(List.copyOf(listed), LISTED, "dom", listed.iterator().next());
    List<Said> about = new ArrayList<>();
    Side under = Side.NEITHER;
    int block = 0;
    for (Said one : said) {
      for (; block <= one.block(); block++)
        if (blocks.get(block).heading()) under = Headings.begins(blocks.get(block).text());
      if (under == side) about.add(one);
    }
    List<String> told = spoken(about, pro ? 1 : -1, AT_ALL);
    if (!told.isEmpty()) return new Candidate<>(told, HEADED, "text", told.getFirst());
    List<String> clear = spoken(said, pro ? 1 : -1, CLEARLY);
    return clear.isEmpty() ? null : new Candidate<>(clear, CLEAR, "text", clear.getFirst());
  }

  /// The notes of a marked-up review, as texts or as a list of entries.
  public static List<String> notes(Thing review, String name) {
    List<String> out = new ArrayList<>(review.texts(name));
    for (Thing list : review.things(name)) {
      for (String entry : list.texts("itemListElement")) out.add(entry);
      for (Thing entry : list.things("itemListElement")) {
        String item = entry.text("name") == null ? entry.text("item") : null;
        if (item != null) out.add(item);
      }
    }
    return out.size() > MOST ? out.subList(0, MOST) : out;
  }

  /// The sentences that speak most clearly for (`sign` 1) or against (-1), in their order.
  private static List<String> spoken(List<Said> text, int sign, double least) {
    record Spoken(String sentence, double sentiment, int order) {}
    List<Spoken> all = new ArrayList<>();
    for (Said said : text) {
      double sentiment = said.sentiment() * sign;
      int length = said.sentence().length();
      if (sentiment >= least && length <= LONGEST && length > 20)
        all.add(new Spoken(said.sentence(), sentiment, all.size()));
    }
    all.sort((a, b) -> Double.compare(b.sentiment, a.sentiment));
    List<Spoken> top = new ArrayList<>(all.subList(0, Math.min(SPOKEN, all.size())));
    top.sort((a, b) -> Integer.compare(a.order, b.order));
    return top.stream().map(Spoken::sentence).toList();
  }

  /// What stands in lists, columns, boxes and behind signs.
  private static final class Listed {
    private final Set<String> pros = new LinkedHashSet<>();
    private final Set<String> cons = new LinkedHashSet<>();
    private final Boxes boxes = new Boxes();
    private Side open = Side.NEITHER;
    private Side first = Side.NEITHER;
    private @Nullable Element row;

    private void read(List<Block> blocks) {
      for (Block block : blocks)
        if (!label(block) && !leadIn(block) && !signed(block)) entry(block);
    }

    private boolean label(Block block) {
      Side side = Headings.side(block.text());
      if (side == Side.NEITHER) return false;
      Element line = row(block);
      first = line != null && line.equals(row) && open != Side.NEITHER ? open : Side.NEITHER;
      row = line;
      open = side;
      return true;
    }

    /// `Pros: this; that` in one block.
    private boolean leadIn(Block block) {
      String text = block.text();
      int colon = text.indexOf(':');
      if (block.heading() || colon < 2 || colon > LEAD_IN || text.length() > 2 * LONGEST)
        return false;
      Side side = Headings.side(text.substring(0, colon));
      if (side == Side.NEITHER) return false;
      String rest = text.substring(colon + 1);
      for (String part : rest.split(rest.indexOf(';') >= 0 ? "[;•✓✔]" : "[•✓✔|]", MOST))
        add(side, part);
      open = side;
      return true;
    }

    /// `+ this`, `✗ that`; several in one block stand behind each other.
    private boolean signed(Block block) {
      String text = block.text();
      if (block.heading() || text.length() > 4 * LONGEST) return false;
      Side begins = sign(text, 0, !pros.isEmpty());
      if (begins == Side.NEITHER) return false;
      boolean spokenFor = begins == Side.PRO || !pros.isEmpty();
      int from = 0;
      for (int i = 1; i <= text.length(); i++) {
        if (i < text.length()
            && (text.charAt(i - 1) != ' ' || sign(text, i, spokenFor) == Side.NEITHER)) continue;
        int behind = from + Character.charCount(text.codePointAt(from));
        if (behind < i) add(sign(text, from, spokenFor), text.substring(behind, i));
        from = i;
      }
      return true;
    }

    /// A dash alone opens an entry of any list: it speaks against only where another has spoken
    /// for.
    private static Side sign(String text, int at, boolean spokenFor) {
      int c = text.codePointAt(at);
      int next = at + Character.charCount(c);
      boolean apart = next < text.length() && text.charAt(next) == ' ';
      if (PLUS.indexOf(c) >= 0) return apart || c > 0x2000 ? Side.PRO : Side.NEITHER;
      if (MINUS.indexOf(c) < 0) return Side.NEITHER;
      boolean dash = c < 0x2700;
      return !dash || (apart && spokenFor) ? Side.CON : Side.NEITHER;
    }

    private void entry(Block block) {
      Side side = boxes.side(block);
      boolean listed = block.kind() == Block.Kind.ENTRY || block.kind() == Block.Kind.CELL;
      if (block.heading()) {
        open = Side.NEITHER;
      } else if (side != Side.NEITHER && block.text().length() <= LONGEST) {
        add(side, block.text());
      } else if (open == Side.NEITHER) {
        return;
      } else if (listed ? block.text().length() <= LONGEST : block.text().length() <= SHORT) {
        add(first == Side.NEITHER ? open : column(block), block.text());
      } else {
        open = Side.NEITHER;
      }
    }

    /// In a table whose first row says `Pros` and `Cons`: the side of the entry's column.
    private Side column(Block block) {
      Element cell = cell(block);
      if (cell == null) return open;
      return cell.previousElementSibling() == null ? first : open;
    }

    private void add(Side side, String text) {
      Set<String> into = side == Side.PRO ? pros : cons;
      String point = text.strip();
      if (point.length() >= SHORTEST && point.length() <= LONGEST && into.size() < MOST)
        into.add(point);
    }

    private static @Nullable Element row(Block block) {
      Element cell = cell(block);
      return cell == null ? null : cell.parent();
    }

    private static @Nullable Element cell(Block block) {
      Element at = block.at();
      for (int up = 0; up < 4 && at != null; up++, at = at.parent())
        if (at.normalName().equals("td") || at.normalName().equals("th")) return at;
      return null;
    }
  }
}
