package dev.revue.index.document;

import dev.revue.common.event.ReviewEvent.Item;
import java.util.TreeMap;

/// What is reviewed, flat: the same fields in reviews and items.
final class ItemFields {
  private ItemFields() {}

  static void add(Item item, Fields fields) {
    fields
        .texts("item_ids", ids(item), Fields.CODE)
        .text("item_type", item.type(), Fields.CODE)
        .text("item_title", item.title(), Fields.NAME)
        .year("item_year", item.year())
        .text("item_decade", Fields.decade(item.year()), Fields.CODE)
        .texts("item_directors", item.directors(), Fields.NAME)
        .texts("item_cast", item.cast(), Fields.NAME)
        .texts("item_genres", item.genres(), Fields.NAME);
  }

  /// Ids elsewhere as `catalogue:id`, in one order for every process.
  private static java.util.List<String> ids(Item item) {
    return new TreeMap<>(item.ids())
        .entrySet().stream().map(e -> e.getKey() + ":" + e.getValue()).toList();
  }
}
