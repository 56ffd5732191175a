package dev.revue.search.page;

/// What surrounds every page.
///
/// @param title of the document, without the product's name
/// @param text what the query box holds
public record Frame(String title, String text, Assets assets) {}
