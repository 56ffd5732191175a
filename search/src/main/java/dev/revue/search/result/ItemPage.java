package dev.revue.search.result;

import java.util.List;

/// A title with one page of its reviews.
///
/// @param distribution rated reviews by decile of score: below 10 first, 90 to 100 last
/// @param total all its reviews
public record ItemPage(
    Item item, List<Long> distribution, Hits.Total total, List<Review> reviews) {}
