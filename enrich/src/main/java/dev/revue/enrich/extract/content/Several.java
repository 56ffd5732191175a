package dev.revue.enrich.extract.content;

import dev.revue.enrich.extract.outline.Outline;

/// Pages that go on with other articles below their own.
final class Several {
  private static final double LONG = 800;
  private static final double OTHER = 200;
  private static final int OTHERS = 2;
  private static final int SHORTEST_TITLE = 15;

  private Several() {}

  /// The `article` under the headline that the document is named after, where others stand beside
  /// it; else the body.
  static int own(Outline outline, Blocks blocks, int body) {
    int own = named(outline, blocks);
    if (own < 0 || blocks.weight(own) < LONG) return body;
    int others = 0;
    for (int i = body; i < outline.end(body); i++) {
      boolean apart = i >= outline.end(own) || outline.end(i) <= own;
      if (apart && blocks.weight(i) >= OTHER && article(outline, i)) others++;
    }
    return others >= OTHERS ? own : body;
  }

  private static int named(Outline outline, Blocks blocks) {
    String title = outline.title();
    for (Block block : blocks.all()) {
      boolean names =
          block.heading()
              && block.text().length() >= SHORTEST_TITLE
              && title.contains(block.text());
      if (!names) continue;
      for (int i = block.place(); i >= 0; i = outline.parent(i)) if (article(outline, i)) return i;
      return -1;
    }
    return -1;
  }

  private static boolean article(Outline outline, int i) {
    return outline.node(i).normalName().equals("article");
  }
}
