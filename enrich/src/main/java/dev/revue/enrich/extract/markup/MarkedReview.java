package dev.revue.enrich.extract.markup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A review that mark-up describes, with the thing it is about.
///
/// @param item what it reviews; null where the mark-up does not say
/// @param nested given as one of the item's reviews rather than by itself
/// @param sides what is rated apart from the whole
public record MarkedReview(Thing review, @Nullable Thing item, boolean nested, List<Side> sides) {
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
  private static final int MOST_SIDES = 30;

  /// All reviews of a page in order; fact checks and reviews of recipes are none.
  public static List<MarkedReview> of(Markup markup) {
    List<MarkedReview> out = new ArrayList<>();
    Map<Thing, Thing> holders = holders(markup);
    Map<String, List<Side>> parts = new HashMap<>();
    for (Thing thing : markup.all(REVIEWS)) {
      if (out.size() >= MOST) break;
      if (thing.isA("ClaimReview")) continue;
      Thing holder = holders.get(thing);
      Thing item = thing.thing("itemReviewed");
      if (item == null || (holder != null && item.text("name") == null)) item = holder;
      if (item != null && item.isA("Recipe", "HowTo", "Claim", "JobPosting")) continue;
      boolean nested = holder != null;
      if (nested && item != null && item.isA("WebPage", "Article", "NewsArticle", "BlogPosting"))
        nested = false;
      MarkedReview one = new MarkedReview(thing, item, nested, sides(thing));
      if (!thing.has("reviewAspect")) out.add(one);
      else if (one.name() != null)
        more(parts.computeIfAbsent(one.name(), n -> new ArrayList<>()), one.sides);
    }
    return out.stream().map(r -> r.with(parts)).toList();
  }

  /// Which thing has which as one of its reviews, inside it or by reference.
  private static Map<Thing, Thing> holders(Markup markup) {
    Map<Thing, Thing> out = new HashMap<>();
    for (Thing thing : markup.things())
      for (String role : List.of("review", "reviews"))
        for (Thing review : thing.things(role)) out.putIfAbsent(review, thing);
    return out;
  }

  /// With the reviews of single sides of the same thing.
  private MarkedReview with(Map<String, List<Side>> parts) {
    String name = parts.isEmpty() ? null : name();
    if (name == null || !parts.containsKey(name)) return this;
    List<Side> all = new ArrayList<>(sides);
    more(all, parts.getOrDefault(name, List.of()));
    return new MarkedReview(review, item, nested, all);
  }

  private static void more(List<Side> all, List<Side> sides) {
    all.addAll(sides.subList(0, Math.min(sides.size(), MOST_SIDES - all.size())));
  }

  private @Nullable String name() {
    return item == null ? null : item.text("name");
  }

  private static List<Side> sides(Thing review) {
    List<Side> out = new ArrayList<>();
    String whole = review.text("reviewAspect");
    for (Thing rating : review.things("reviewRating")) {
      String name = rating.text("reviewAspect");
      if (name == null) name = whole;
      String value = rating.text("ratingValue");
      if (name != null && value != null && out.size() < MOST_SIDES)
        out.add(
            new Side(
                name, new Marked(value, rating.text("bestRating"), rating.text("worstRating"))));
    }
    return out;
  }

  /// The rating's value, best and worst as written; null where it has no value of its own.
  public @Nullable Marked rating() {
    List<Thing> ratings = new ArrayList<>(review.things("reviewRating"));
    ratings.addAll(review.things("rating"));
    for (Thing rating : ratings) {
      if (rating.isA("AggregateRating") || rating.has("reviewAspect")) continue;
      String value = rating.text("ratingValue");
      if (value != null)
        return new Marked(value, rating.text("bestRating"), rating.text("worstRating"));
    }
    if (!ratings.isEmpty()) return null;
    String flat = first(review, "reviewRating", "ratingValue", "rating");
    return flat == null
        ? null
        : new Marked(flat, review.text("bestRating"), review.text("worstRating"));
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

  /// A rating of one side of what is reviewed.
  public record Side(String name, Marked rating) {}

  /// A rating as mark-up writes it.
  public record Marked(String value, @Nullable String best, @Nullable String worst) {}
}
