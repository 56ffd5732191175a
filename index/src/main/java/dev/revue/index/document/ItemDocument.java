package dev.revue.index.document;

import dev.revue.common.event.ItemScore;
import dev.revue.common.event.ItemScore.Split;
import dev.revue.common.event.ItemScore.Tally;
import dev.revue.common.event.ReviewEvent.Item;
import dev.revue.index.contract.IndexKind;
import dev.revue.index.document.Fields.Flag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/// A title with its score, as the index contract wants it. `score` and the counts beside it are the
/// critics'; readers have fields of their own. What the sums do not give exactly (median,
/// deviation) is absent.
public final class ItemDocument {
  private ItemDocument() {}

  /// A title without reviews is a tombstone.
  public static Document of(ItemScore item, Instant indexedAt) {
    return item.empty() ? tombstone(item) : document(item, indexedAt);
  }

  private static Document tombstone(ItemScore item) {
    return new Fields()
        .id("id", item.id())
        .time("deleted_at", item.version().time())
        .tombstone(IndexKind.ITEMS, item.id(), item.version());
  }

  private static Document document(ItemScore score, Instant indexedAt) {
    var fields = new Fields().id("id", score.id());
    Item item = score.item();
    if (item != null) ItemFields.add(item, fields);
    Tally critics = score.critics();
    Tally users = score.users();
    int reviews = critics.reviews() + users.reviews();
    fields.number("review_count", reviews);
    scores(critics, users, fields);
    if (critics.rated() > 0) classes(critics, fields);
    fields
        .object("score_histogram", histogram(critics, users))
        .texts("languages", score.languages().keySet(), Fields.CODE)
        .details("language_scores", languages(score.byLanguage()))
        .time("first_review_at", score.firstReviewAt())
        .time("last_review_at", score.lastReviewAt())
        .time("score_changed_at", score.changedAt());
    var inputs = new ArrayList<Fields>();
    if (item != null) ReviewDocument.input(item.title(), reviews, inputs);
    return fields
        .details("suggest", inputs)
        .flag("deleted", Flag.CLEAR)
        .document(IndexKind.ITEMS, score.id(), score.version(), indexedAt);
  }

  /// Critics and readers: counts, integer sums and means.
  private static void scores(Tally critics, Tally users, Fields fields) {
    fields
        .number("critic_count", critics.reviews())
        .number("rated_count", critics.rated())
        .number("score", critics.mean())
        .number("score_sum_hundredths", critics.sum())
        .number("user_count", users.reviews())
        .number("user_rated_count", users.rated())
        .number("user_score", users.mean())
        .number("user_score_sum_hundredths", users.sum());
  }

  private static void classes(Tally critics, Fields fields) {
    int positive = Verdict.POSITIVE.count(critics);
    fields
        .number("score_band", Tally.bandOfHundredths((int) (critics.sum() / critics.rated())))
        .number("positive_count", positive)
        .number("mixed_count", Verdict.MIXED.count(critics))
        .number("negative_count", Verdict.NEGATIVE.count(critics))
        .number("positive_percent", 100.0 * positive / critics.rated());
  }

  /// By language, what the title has as a whole, under the same names.
  private static List<Fields> languages(SortedMap<String, Split> byLanguage) {
    return byLanguage.entrySet().stream()
        .filter(language -> !PlainText.clean(language.getKey(), Fields.CODE).isEmpty())
        .map(language -> {
          Split split = language.getValue();
          var fields = new Fields().text("language", language.getKey(), Fields.CODE);
          scores(split.critics(), split.users(), fields);
          return fields.object("score_histogram", histogram(split.critics(), split.users()));
        })
        .toList();
  }

  private static Fields histogram(Tally critics, Tally users) {
    var fields = new Fields();
    if (critics.rated() > 0) fields.numbers("critics", critics.histogram());
    if (users.rated() > 0) fields.numbers("users", users.histogram());
    return fields;
  }
}
