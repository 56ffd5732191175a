package dev.revue.search.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A title and its score over all its reviews.
///
/// @param score the mean, 0 to 100; null where no review is rated
/// @param rated the reviews in that mean
public record Item(
    String id,
    @Nullable String type,
    String title,
    @Nullable Integer year,
    List<String> directors,
    List<String> cast,
    List<String> genres,
    @Nullable Double score,
    int reviews,
    int critics,
    int rated) {}
