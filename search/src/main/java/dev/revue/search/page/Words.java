package dev.revue.search.page;

import dev.revue.search.query.Facet;
import dev.revue.search.result.Hits.Total;
import dev.revue.search.result.Review;
import java.text.NumberFormat;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Values of the index in words for people, in English.
public final class Words {
  private static final Locale LANGUAGE = Locale.ENGLISH;
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", LANGUAGE);

  private Words() {}

  public static String number(long number) {
    return NumberFormat.getIntegerInstance(LANGUAGE).format(number);
  }

  /// "≥ 10,000 reviews", "1 review".
  public static String count(Total total, String noun) {
    return (total.atLeast() ? "≥ " : "") + count(total.value(), noun);
  }

  public static String count(long number, String noun) {
    return number(number) + " " + noun + (number == 1 ? "" : "s");
  }

  public static String score(double score) {
    return String.valueOf(Math.round(score));
  }

  /// A number without a needless fraction: 4, 3.5.
  public static String plain(double number) {
    return NumberFormat.getNumberInstance(LANGUAGE).format(number);
  }

  /// Names the band of a score for colours, which only repeat what the number says.
  public static String tone(@Nullable Double score) {
    if (score == null) return "none";
    return score >= 70 ? "high" : score >= 40 ? "middle" : "low";
  }

  public static String band(int band) {
    return band == 9 ? "90–100" : band == 0 ? "0–9" : band + "0–" + band + "9";
  }

  public static String type(@Nullable String type) {
    if (type == null) return "";
    return switch (type) {
      case "movie" -> "Film";
      case "tv" -> "Television";
      case "book" -> "Book";
      case "game" -> "Game";
      case "music" -> "Music";
      case "product" -> "Product";
      case "place" -> "Place";
      case "service" -> "Service";
      case "other" -> "Other";
      default -> type;
    };
  }

  public static String language(String tag) {
    String name = Locale.forLanguageTag(tag).getDisplayName(LANGUAGE);
    return name.isEmpty() ? tag : name;
  }

  public static String value(Facet facet, String value) {
    return switch (facet) {
      case TYPE -> type(value);
      case BAND -> value.matches("[0-9]") ? band(Integer.parseInt(value)) : value;
      case SITE -> value;
      case LANGUAGE -> language(value);
    };
  }

  /// The day of an ISO date or time, as the page that printed it would say it; null where it is
  /// none.
  public static @Nullable String day(@Nullable String iso) {
    LocalDate date = date(iso);
    return date == null ? null : DAY.format(date);
  }

  /// The same day for machines.
  public static @Nullable String isoDay(@Nullable String iso) {
    LocalDate date = date(iso);
    return date == null ? null : date.toString();
  }

  private static @Nullable LocalDate date(@Nullable String iso) {
    if (iso == null || iso.length() < 10) return null;
    try {
      return LocalDate.parse(iso.substring(0, 10));
    } catch (DateTimeException e) {
      return null;
    }
  }

  public static String names(List<String> names) {
    return String.join(", ", names);
  }

  /// "The Matrix (1999)".
  public static String titled(String title, @Nullable Integer year) {
    return year == null ? title : title + " (" + year + ")";
  }

  /// Who wrote it and where, as one line; empty where neither is known.
  public static String byline(Review review) {
    String authors = names(review.authors());
    String site = review.site() == null ? "" : review.site();
    return authors.isEmpty() || site.isEmpty() ? authors + site : authors + ", " + site;
  }

  /// A field of the index as a person would name it.
  public static String field(String name) {
    return name.replace('_', ' ');
  }

  public static String percent(@Nullable Double share) {
    return share == null ? "" : Math.round(share * 100) + " %";
  }

  public static List<String> paragraphs(@Nullable String text) {
    if (text == null) return List.of();
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }
}
