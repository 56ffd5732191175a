package dev.revue.enrich.extract.markup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.enrich.extract.Pages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/// The same review gives the same event, whether a page says it in JSON-LD, microdata or RDFa.
class SyntaxesTest {
  private static final ObjectMapper JSON = new JsonMapper();

  /// @param rating of the first review, in percent; null where it has none
  record Example(
      String name, String type, String title, List<String> authors, Double rating, String json) {}

  private static final List<Example> EXAMPLES =
      List.of(
          new Example(
              "a review of a book",
              "book",
              "The Salt Road",
              List.of("Mara Quill"),
              80.0,
              """
              {"@type":"Review","itemReviewed":{"@type":"Book","name":"The Salt Road","author":{"@type":"Person","name":"Ann Holt"}},
               "author":{"@type":"Person","name":"Mara Quill"},"reviewRating":{"@type":"Rating","ratingValue":"4"},"reviewBody":"A slow road, and worth every mile of it."}\
              """),
          new Example(
              "a film with its review inside",
              "movie",
              "The Lantern Keeper",
              List.of("Mara Quill"),
              70.0,
              """
              {"@type":"Movie","name":"The Lantern Keeper","director":{"@type":"Person","name":"Ida Brandt"},
               "review":{"@type":"CriticReview","author":{"@type":"Person","name":"Mara Quill"},"reviewRating":{"@type":"Rating","ratingValue":"7","bestRating":"10","worstRating":"1"},"reviewBody":"Light, and time for it."}}\
              """),
          new Example(
              "a product with its customers' reviews",
              "product",
              "Harbour Lamp 3",
              List.of("tomreed"),
              20.0,
              """
              {"@type":"Product","name":"Harbour Lamp 3","aggregateRating":{"@type":"AggregateRating","ratingValue":"4.4","reviewCount":"89"},
               "review":[{"@type":"Review","author":"tomreed","reviewRating":{"@type":"Rating","ratingValue":"1","bestRating":"5"},"reviewBody":"The lamp went dark on the second day."},
               {"@type":"Review","author":"evem","reviewRating":{"@type":"Rating","ratingValue":"4","bestRating":"5"},"reviewBody":"Bright enough for a small harbour."}]}\
              """),
          new Example(
              "a restaurant",
              "place",
              "The Net Loft",
              List.of("Mara Quill"),
              90.0,
              """
              {"@type":"Review","itemReviewed":{"@type":"Restaurant","name":"The Net Loft","address":"1 Quay Street"},
               "author":{"@type":"Person","name":"Mara Quill"},"reviewRating":{"@type":"Rating","ratingValue":"4,5","bestRating":"5"},"reviewBody":"Fish as fresh as the nets are old."}\
              """),
          new Example(
              "a critic's review by an organisation",
              "game",
              "Tidewatch",
              List.of("The Quay Players"),
              60.0,
              """
              {"@type":"CriticReview","itemReviewed":{"@type":"VideoGame","name":"Tidewatch"},
               "author":{"@type":"Organization","name":"The Quay Players"},"reviewRating":{"@type":"Rating","ratingValue":"6 / 10"},"reviewBody":"A game about waiting, which makes you wait."}\
              """),
          new Example(
              "praise and blame in lists",
              "product",
              "Fog Horn X",
              List.of("Mara Quill"),
              60.0,
              """
              {"@type":"CriticReview","itemReviewed":{"@type":"Product","name":"Fog Horn X"},"author":{"@type":"Person","name":"Mara Quill"},
               "reviewRating":{"@type":"Rating","ratingValue":"60%"},"reviewBody":"It does what it is for, and wakes everybody.",
               "positiveNotes":{"@type":"ItemList","itemListElement":[{"@type":"ListItem","position":"1","name":"Very loud"},{"@type":"ListItem","position":"2","name":"Cheap"}]},
               "negativeNotes":{"@type":"ItemList","itemListElement":[{"@type":"ListItem","position":"1","name":"Far too loud"}]}}\
              """),
          new Example(
              "sides rated apart",
              "music",
              "Songs of the Pier",
              List.of("Mara Quill"),
              80.0,
              """
              {"@type":"Review","itemReviewed":{"@type":"MusicAlbum","name":"Songs of the Pier"},"author":{"@type":"Person","name":"Mara Quill"},
               "reviewRating":[{"@type":"Rating","reviewAspect":"Sound","ratingValue":"5"},{"@type":"Rating","ratingValue":"4"}],"reviewBody":"Well sung, and better recorded."}\
              """),
          new Example(
              "no rating at all",
              "tv",
              "The Night Ferry",
              List.of("Mara Quill", "Tom Reed"),
              null,
              """
              {"@type":"Review","itemReviewed":{"@type":"TVSeries","name":"The Night Ferry"},"author":[{"@type":"Person","name":"Mara Quill"},{"@type":"Person","name":"Tom Reed"}],
               "reviewBody":"Two episodes in, and no land in sight."}\
              """),
          new Example(
              "two reviews of two films",
              "movie",
              "Low Water",
              List.of("Mara Quill"),
              40.0,
              """
              [{"@type":"Review","itemReviewed":{"@type":"Movie","name":"Low Water"},"author":{"@type":"Person","name":"Mara Quill"},"reviewRating":{"@type":"Rating","ratingValue":"2"},"reviewBody":"It ebbs away."},
               {"@type":"Review","itemReviewed":{"@type":"Movie","name":"High Water"},"author":{"@type":"Person","name":"Tom Reed"},"reviewRating":{"@type":"Rating","ratingValue":"5"},"reviewBody":"It rises."}]\
              """),
          new Example(
              "an app",
              "product",
              "Tide Tables",
              List.of("Mara Quill"),
              100.0,
              """
              {"@type":"Review","itemReviewed":{"@type":"MobileApplication","name":"Tide Tables"},"author":{"@type":"Person","name":"Mara Quill"},
               "reviewRating":{"@type":"Rating","ratingValue":"10","bestRating":"10"},"reviewBody":"Never wrong by more than a wave."}\
              """));

  static Stream<Arguments> examples() {
    return EXAMPLES.stream().map(e -> Arguments.of(e.name(), e));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void threeSyntaxesGiveEqualReviews(String name, Example example) {
    JsonNode things = JSON.readTree(example.json());
    String script = "<script type='application/ld+json'>" + example.json() + "</script>";
    // The visible text is the same on all three pages: what the properties hold.
    String visible = "<p>" + tagged(things, t -> "", p -> "") + "</p>";
    List<Review> json = reviews(script + visible);
    List<Review> microdata =
        reviews(
            tagged(
                things,
                type -> " itemscope itemtype='https://schema.org/" + type + "'",
                property -> " itemprop='" + property + "'"));
    List<Review> rdfa =
        reviews(
            "<div vocab='https://schema.org/'>"
                + tagged(
                    things,
                    type -> " typeof='schema:" + type + "'",
                    property -> " property='" + property + "'")
                + "</div>");
    assertThat(json).isNotEmpty();
    Review first = json.getFirst();
    assertThat(first.item().title()).isEqualTo(example.title());
    assertThat(first.item().type()).isEqualTo(example.type());
    assertThat(first.authors()).isEqualTo(example.authors());
    assertThat(first.rating() == null ? null : first.rating().score()).isEqualTo(example.rating());
    assertThat(microdata).isEqualTo(json);
    assertThat(rdfa).isEqualTo(json);
  }

  /// The things as nested elements, in the words of a syntax.
  private static String tagged(
      JsonNode node, Function<String, String> scope, Function<String, String> property) {
    var out = new StringBuilder();
    for (JsonNode one : node.isArray() ? node : List.of(node))
      out.append("<div")
          .append(scope.apply(one.get("@type").asString()))
          .append('>')
          .append(properties(one, scope, property))
          .append("</div>");
    return out.toString();
  }

  private static String properties(
      JsonNode thing, Function<String, String> scope, Function<String, String> property) {
    var out = new StringBuilder();
    for (Map.Entry<String, JsonNode> one : thing.properties()) {
      if (one.getKey().startsWith("@")) continue;
      List<JsonNode> values = new ArrayList<>();
      if (one.getValue().isArray()) one.getValue().forEach(values::add);
      else values.add(one.getValue());
      for (JsonNode value : values) {
        String attribute = property.apply(one.getKey());
        if (value.isObject())
          out.append("<div")
              .append(attribute)
              .append(scope.apply(value.get("@type").asString()))
              .append('>')
              .append(properties(value, scope, property))
              .append("</div>");
        else
          out.append("<div")
              .append(attribute)
              .append('>')
              .append(value.asString())
              .append("</div>");
      }
    }
    return out.toString();
  }

  /// Equal but for where each field was read.
  private static List<Review> reviews(String body) {
    return Pages.reviews(
            "<html lang=en><head><title>Quay Papers</title></head><body><main>"
                + body
                + "</main></body></html>")
        .stream()
        .map(SyntaxesTest::withoutProvenance)
        .toList();
  }

  private static Review withoutProvenance(Review r) {
    return new Review(
        r.id(),
        r.version(),
        r.url(),
        r.site(),
        r.fetchedAt(),
        r.source(),
        r.headline(),
        r.authors(),
        r.authorType(),
        r.publisher(),
        r.publishedAt(),
        r.modifiedAt(),
        r.language(),
        r.text(),
        r.sections(),
        r.wordCount(),
        r.image(),
        r.item(),
        r.rating(),
        r.verdict(),
        r.pros(),
        r.cons(),
        r.aspects(),
        r.sentiment(),
        r.quotes(),
        r.embedding(),
        r.usage(),
        Map.of());
  }
}
