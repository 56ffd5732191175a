package dev.revue.enrich.extract.opinion;

import dev.revue.enrich.extract.content.Block;
import dev.revue.enrich.extract.text.Sentences;
import java.util.ArrayList;
import java.util.List;

/// A sentence, its words and how favourable it is: read once, heard by everything that asks.
///
/// @param block which block of the text it stands in
record Said(String sentence, List<String> words, double sentiment, int block) {
  private static final int LONGEST_HEARD = 100_000;
  private static final int LONGEST_SENTENCE = 2_000;

  static Said of(String sentence, Lexicon lexicon, List<String> title, int block) {
    List<String> words =
        Words.of(
            sentence.length() <= LONGEST_SENTENCE
                ? sentence
                : sentence.substring(0, LONGEST_SENTENCE));
    return new Said(sentence, words, Hearing.of(words, lexicon, title), block);
  }

  /// The sentences of a text by itself.
  static List<Said> all(String text, Lexicon lexicon, List<String> title) {
    List<Said> out = new ArrayList<>();
    for (String sentence : Sentences.of(text)) out.add(of(sentence, lexicon, title, 0));
    return out;
  }

  /// The sentences of a page, without its headings.
  static List<Said> all(List<Block> blocks, Lexicon lexicon, List<String> title) {
    List<Said> out = new ArrayList<>();
    int room = LONGEST_HEARD;
    for (int i = 0; i < blocks.size() && room > 0; i++) {
      Block block = blocks.get(i);
      if (block.heading() || block.kind() == Block.Kind.CODE) continue;
      String text = block.text();
      if (text.length() > room) text = text.substring(0, room);
      room -= text.length();
      for (String sentence : Sentences.of(text)) out.add(of(sentence, lexicon, title, i));
    }
    return out;
  }
}
