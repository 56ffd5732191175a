package dev.revue.enrich.extract;

import dev.revue.common.event.ReviewEvent;
import java.util.List;

/// What a page gives: its own reviews first, then its readers'.
///
/// @param text the main text, paragraphs separated by blank lines; empty where there is none
public record Extraction(PageInfo page, String text, List<ReviewEvent.Review> reviews) {
  public Extraction {
    reviews = List.copyOf(reviews);
  }
}
