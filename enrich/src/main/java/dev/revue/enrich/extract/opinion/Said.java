package dev.revue.enrich.extract.opinion;

import dev.revue.enrich.extract.text.Sentences;
import java.util.ArrayList;
import java.util.List;

/// A sentence and how favourable it is: judged once, heard by everything that asks.
record Said(String sentence, double sentiment) {
  static List<Said> all(String text) {
    List<Said> out = new ArrayList<>();
    for (String sentence : Sentences.of(text))
      out.add(new Said(sentence, Sentiment.sentence(sentence)));
    return out;
  }
}
