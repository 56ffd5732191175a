package dev.revue.enrich.extract.markup;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A review that mark-up describes, with the thing it is about.
///
/// @param item what it reviews; null where the mark-up does not say
/// @param nested given as one of the item's reviews rather than by itself
public record MarkedReview(Thing review, @Nullable Thing item, boolean nested) {
  private static final String[] REVIEWS = {
    "Review", "CriticReview", "UserReview", "EmployerReview", "MediaReview", "ReviewNewsArticle"
  };
  private static final String[] NOT_REVIEWED = {
    "Recipe",
    "HowTo",
    "Claim",
    "JobPosting",
    "Organization",
    "WebSite",
    "Person",
    "Course",
    "NewsArticle",
    "Article",
    "BlogPosting",
    "WebPage"
  };
  private static final int MOST = 200;

  /// All reviews of a page in order; fact checks and reviews of recipes are none.
  public static List<MarkedReview> of(Markup markup) {
    List<MarkedReview> out = new ArrayList<>();
    for (Thing thing : markup.all(REVIEWS)) {
      if (out.size() >= MOST) break;
      if (thing.isA("ClaimReview") || aspect(thing)) continue;
      Thing holder = holder(thing);
      Thing item = thing.thing("itemReviewed");
      if (item == null || (holder != null && item.text("name") == null)) item = holder;
      if (item != null && item.isA("Recipe", "HowTo", "Claim", "JobPosting")) continue;
      boolean nested = holder != null;
      if (nested && item != null && item.isA("WebPage", "Article", "NewsArticle", "BlogPosting"))
        nested = false;
      out.add(new MarkedReview(thing, item, nested));
    }
    return out;
  }

  /// The thing of which this is one of the reviews.
  private static @Nullable Thing holder(Thing review) {
    Thing parent = review.parent();
    String role = review.role();
    if (parent == null || role == null || !Set.of("review", "reviews").contains(role)) return null;
    return parent;
  }

  private static boolean aspect(Thing review) {
    return review.has("reviewAspect");
  }

  /// The rating's value, best and worst as written; null where it has no value of its own.
  public @Nullable Marked rating() {
    Thing rating = review.thing("reviewRating");
    if (rating == null) rating = review.thing("rating");
    if (rating == null) {
      String flat = first(review, "reviewRating", "ratingValue", "rating");
      return flat == null
          ? null
          : new Marked(flat, review.text("bestRating"), review.text("worstRating"));
    }
    if (rating.isA("AggregateRating") || rating.has("reviewAspect")) return null;
    String value = rating.text("ratingValue");
    return value == null
        ? null
        : new Marked(value, rating.text("bestRating"), rating.text("worstRating"));
  }

  private static @Nullable String first(Thing thing, String... names) {
    for (String name : names) {
      String text = thing.text(name);
      if (text != null) return text;
    }
    return null;
  }

  public List<String> authors() {
    return review.texts("author");
  }

  public @Nullable String body() {
    return first(review, "reviewBody", "articleBody", "description", "text");
  }

  /// The name of what is reviewed, if the mark-up has one that names no article.
  public @Nullable String itemName() {
    if (item == null || (item.isA(NOT_REVIEWED) && !item.isA("Product"))) return null;
    return item.text("name");
  }

  /// The kind of what is reviewed in our own words; null where it says too little.
  public static @Nullable String kind(Thing item) {
    for (String type : item.types()) {
      switch (type.toLowerCase(Locale.ROOT)) {
        case "movie", "film" -> {
          return "movie";
        }
        case "tvseries",
            "tvseason",
            "tvepisode",
            "creativeworkseries",
            "creativeworkseason",
            "episode",
            "radioseries" -> {
          return "tv";
        }
        case "book", "audiobook" -> {
          return "book";
        }
        case "videogame", "game", "videogameseries" -> {
          return "game";
        }
        case "musicalbum", "musicrecording", "musicgroup", "musicrelease", "album" -> {
          return "music";
        }
        case "product",
            "individualproduct",
            "productmodel",
            "softwareapplication",
            "mobileapplication",
            "webapplication",
            "car",
            "vehicle",
            "productgroup" -> {
          return "product";
        }
        case "localbusiness",
            "restaurant",
            "hotel",
            "lodgingbusiness",
            "place",
            "touristattraction",
            "foodestablishment",
            "store",
            "lodging",
            "accommodation" -> {
          return "place";
        }
        case "service", "organization", "corporation" -> {
          return "service";
        }
        default -> {}
      }
    }
    return null;
  }

  /// A rating as mark-up writes it.
  public record Marked(String value, @Nullable String best, @Nullable String worst) {}
}
