package dev.revue.search.result;

import java.util.List;

/// What there is before anyone has asked for anything.
public record Landing(Hits.Total reviews, List<Review> newest, Hits.Total items, List<Item> best) {}
