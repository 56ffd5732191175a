package dev.revue.bench.ingest;

import java.util.Random;

/// A made-up review page of about 20 KB with 40 links to its neighbours, the same in every run.
final class MadeUpPage {
  /// Where a server may put the time, so that the page is another one whenever it is asked for.
  static final String NOW = "@now@";

  static final int LINKS = 40;
  private static final int LENGTH = 20 << 10;
  private static final int MENU = 8;
  private static final int BESIDE = 20;
  private static final String[] SYLLABLES =
      "ba be bi bo bu da de di do du fa fe fi ka ke ki la le li lo ma me mi mo na ne ni no ra re ri sa se si ta te ti va ve vi"
          .split(" ");

  private MadeUpPage() {}

  /// @param pages on this host; the links go round in a ring
  static String html(int host, int number, int pages) {
    var random = new Random(host * 100_000L + number);
    String title = sentence(random, 4);
    var html = new StringBuilder(LENGTH + 500);
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>")
        .append(title)
        .append("</title>\n<meta name=\"viewport\" content=\"width=device-width\">\n")
        .append("<meta name=\"description\" content=\"")
        .append(sentence(random, 12))
        .append("\">\n<link rel=\"stylesheet\" href=\"/style.css\">\n")
        .append("<link rel=\"canonical\" href=\"/reviews/")
        .append(number)
        .append("\">\n</head>\n<body class=\"review\">\n<header><nav><ul class=\"menu\">\n");
    int link = 1;
    for (; link <= MENU; link++) item(html, random, (number + link) % pages);
    html.append("</ul></nav></header>\n<main><article>\n<h1 class=\"headline\">")
        .append(title)
        .append("</h1>\n<p class=\"by\">By <span class=\"author\">")
        .append(sentence(random, 2))
        .append("</span> <time>")
        .append(NOW)
        .append("</time></p>\n");
    int inText = LINKS - MENU - BESIDE;
    for (int i = 0; i < inText; i++, link++) {
      html.append("<p>").append(sentence(random, 30)).append(" <a href=\"");
      html.append((number + link) % pages).append("\">").append(sentence(random, 3));
      html.append("</a> <em>").append(sentence(random, 5)).append("</em> ");
      html.append(sentence(random, 20)).append("</p>\n");
    }
    int rest = LENGTH - BESIDE * 110 - 300;
    while (html.length() < rest) {
      html.append("<div class=\"part\"><h2>").append(sentence(random, 4)).append("</h2>\n<p>");
      html.append(sentence(random, 60)).append(" <b>").append(sentence(random, 2));
      html.append("</b> ").append(sentence(random, 40)).append("</p></div>\n");
    }
    html.append("</article>\n<aside><ul class=\"more\">\n");
    for (; link <= LINKS; link++) item(html, random, (number + link) % pages);
    html.append("</ul></aside></main>\n<footer><p>").append(sentence(random, 12));
    return html.append("</p></footer>\n</body>\n</html>\n").toString();
  }

  private static void item(StringBuilder html, Random random, int number) {
    html.append("<li class=\"item\"><a class=\"title\" href=\"/reviews/")
        .append(number)
        .append("\" title=\"")
        .append(sentence(random, 2))
        .append("\">")
        .append(sentence(random, 3))
        .append("</a></li>\n");
  }

  private static String sentence(Random random, int words) {
    var text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      if (i > 0) text.append(' ');
      int syllables = 1 + random.nextInt(4);
      for (int s = 0; s < syllables; s++) {
        text.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
      }
    }
    return text.toString();
  }
}
