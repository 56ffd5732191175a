package dev.revue.enrich.extract.hostile;

import dev.revue.enrich.extract.Pages;
import java.util.List;
import java.util.Random;

/// Pages of these tests, damaged as the web damages pages and as people do who mean harm. The same
/// number always gives the same page.
public final class Mutations {
  private static final int MOST_DAMAGES = 12;
  private static final int LONGEST_PIECE = 3_000;
  private static final int LONGEST_RUN = 60_000;
  private static final String[] JUNK = {
    "<script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;img src=x onerror=alert(1)&#62;",
    "&amp;lt;b&amp;gt;",
    "<\u0000b>",
    "<\u200Bscript>",
    "\\u003cscript\\u003e",
    "javascript:alert(1)",
    "data:text/html,<b>",
    "&#0;",
    "&#xD800;",
    "&nosuch;",
    "&#9999999999;",
    "]]>",
    "<![CDATA[",
    "<!--",
    "-->",
    "</script>",
    "</body></html>",
    "\"}]}",
    "{\"@type\":\"Review\",",
    "★★★☆☆",
    "4/5",
    "“",
    "\u0000",
    "\uD83D",
    "\uDE00",
    "\u202E",
    "\uFEFF",
    "a\u0301\u0301\u0301",
    "\uFFFF",
    "<plaintext>",
    "<svg><title>",
    "<template>",
    "<table><tr><td>",
    "<select><option>",
    "<base href='javascript:x'>"
  };
  private static final List<String> SEEDS = List.of(critic(), shop(), marked(), told(), forum());

  private Mutations() {}

  /// @param number any; also says which page is damaged
  public static String page(int number) {
    Random random = new Random(number);
    var html = new StringBuilder(SEEDS.get(Math.floorMod(number, SEEDS.size())));
    int damages = 1 + random.nextInt(MOST_DAMAGES);
    for (int i = 0; i < damages && !html.isEmpty(); i++) damage(html, random);
    return html.toString();
  }

  private static void damage(StringBuilder html, Random random) {
    int at = random.nextInt(html.length());
    int end = Math.min(html.length(), at + 1 + random.nextInt(LONGEST_PIECE));
    switch (random.nextInt(13)) {
      case 0 -> html.delete(at, end);
      case 1 -> html.insert(random.nextInt(html.length()), html.substring(at, end));
      case 2 -> html.setCharAt(at, html.charAt(random.nextInt(html.length())));
      case 3 -> html.insert(at, (char) random.nextInt(0x10000));
      case 4 -> html.insert(at, "<>\"'{}[]/&;=!?".charAt(random.nextInt(14)));
      case 5 -> html.insert(at, JUNK[random.nextInt(JUNK.length)]);
      case 6 -> html.insert(after(html, at, ">"), JUNK[random.nextInt(JUNK.length)]);
      case 7 ->
          html.insert(after(html, at, "=\"", "='", "\":\""), JUNK[random.nextInt(JUNK.length)]);
      case 8 -> remove(html, after(html, at, "</") - 2, ">");
      case 9 ->
          html.insert(after(html, at, ">"), tag(html, random).repeat(1 + random.nextInt(300)));
      case 10 -> swapTags(html, random);
      case 11 -> html.setLength(at + 1);
      default -> run(html, at, Math.min(end, at + 200), random);
    }
  }

  /// Behind the next of the marks, or where it began.
  private static int after(StringBuilder html, int from, String... marks) {
    for (String mark : marks) {
      int at = html.indexOf(mark, from);
      if (at >= 0) return at + mark.length();
    }
    return from;
  }

  private static void remove(StringBuilder html, int from, String until) {
    int end = html.indexOf(until, Math.max(0, from));
    if (from >= 0 && end > from) html.delete(from, end + 1);
  }

  private static String tag(StringBuilder html, Random random) {
    int open = html.indexOf("<", random.nextInt(html.length()));
    int close = open < 0 ? -1 : html.indexOf(">", open);
    return close < 0 || close - open > 200 ? "<div>" : html.substring(open, close + 1);
  }

  private static void swapTags(StringBuilder html, Random random) {
    String one = tag(html, random);
    String other = tag(html, random);
    int at = html.indexOf(one);
    if (at >= 0) html.replace(at, at + one.length(), other);
    int second = html.indexOf(other, at + other.length());
    if (second >= 0) html.replace(second, second + other.length(), one);
  }

  /// One piece over and over.
  private static void run(StringBuilder html, int at, int end, Random random) {
    String piece = html.substring(at, end);
    html.insert(at, piece.repeat(random.nextInt(LONGEST_RUN) / piece.length()));
  }

  private static String critic() {
    return Pages.review(
        "The Lantern Keeper (2025) review: a quiet storm",
        "<meta name=\"author\" content=\"Mara Quill\"><meta property=\"article:published_time\" content=\"2025-06-07T09:30:00+02:00\"><meta property=\"og:image\" content=\"https://papers.example/k.jpg\">",
        "<p class=\"byline\">By <a href=\"/people/mara\" rel=\"author\">Mara Quill</a>, 7 June 2025</p>"
            + "<p>Directed by Ivo Brandt and starring Ada Finch and Per Olsen, it never hurries, although the middle drags.</p>"
            + "<h2>What others say</h2><p>The Gazette called it “a stunning, patient film”. According to the Courier, “the plot is thin”.</p>"
            + "<blockquote>“A marvel.” <cite>Harbour Weekly</cite></blockquote>"
            + "<h3>Pros</h3><ul><li>Lovely coast</li><li>Patient leads</li></ul><h3>Cons</h3><ul><li>Too long</li></ul>"
            + "<table><tr><th>Story</th><td>7/10</td></tr><tr><th>Acting</th><td>9/10</td></tr></table>"
            + "<h2>Verdict</h2><p>A beautiful and moving film with superb performances. It may be slow.</p><p class=\"rating\">Rating: ★★★★☆ (4/5)</p>");
  }

  private static String shop() {
    return "<!doctype html><html lang=\"de\"><head><title>Sturmlampe im Test</title><script type=\"application/ld+json\">{\"@type\":\"Product\",\"name\":\"Sturmlampe\",\"aggregateRating\":{\"ratingValue\":4.8,\"reviewCount\":12},\"review\":[{\"@type\":\"Review\",\"author\":\"Jo\",\"reviewBody\":\"Hell und schön.\",\"reviewRating\":{\"ratingValue\":5},\"positiveNotes\":{\"@type\":\"ItemList\",\"itemListElement\":[{\"@type\":\"ListItem\",\"position\":1,\"name\":\"hell\"}]}}]}</script></head>"
        + "<body><h1>Sturmlampe im Test</h1><p>Die Lampe ist hell, aber der Akku hält nicht lange durch. Die Verarbeitung überzeugt.</p><p>+ hell<br>+ leicht<br>- Akku</p>"
        + "<div class=\"stars\"><i class=\"star full\"></i><i class=\"star full\"></i><i class=\"star full\"></i><i class=\"star half\"></i><i class=\"star\"></i></div>"
        + "<h2>Fazit</h2><p>Eine gelungene Lampe mit kleinen Schwächen, die wir gern empfehlen. Note: 1,8</p><ul class=\"pros\"><li>hell</li></ul><ul class=\"cons\"><li>Akku</li></ul></body></html>";
  }

  private static String marked() {
    return Pages.review(
        "Salt",
        "<script type=\"application/ld+json\">{\"@context\":\"https://schema.org\",\"@graph\":[{\"@id\":\"#m\",\"@type\":\"Movie\",\"name\":\"Salt\",\"dateCreated\":\"2021\",\"director\":{\"name\":\"Ivo Brandt\"},\"sameAs\":\"https://www.imdb.com/title/tt0000001/\"},{\"@type\":\"Review\",\"author\":{\"@type\":\"Person\",\"name\":\"Mara Quill\"},\"datePublished\":\"2025-06-07\",\"itemReviewed\":{\"@id\":\"#m\"},\"reviewRating\":{\"ratingValue\":\"3,5\",\"bestRating\":\"5\"},\"description\":\"A superb and salty film.\",\"image\":\"/i.jpg\"}]}</script>",
        "<div itemscope itemtype=\"https://schema.org/Review\"><span itemprop=\"author\">Ann</span><span itemprop=\"reviewRating\" itemscope itemtype=\"https://schema.org/Rating\"><meta itemprop=\"ratingValue\" content=\"4\"></span></div>"
            + "<div class=\"h-review\"><span class=\"p-name\">Salt</span><data class=\"p-rating\" value=\"4\">4</data></div>");
  }

  private static String told() {
    return "<html lang=fr><head><title>Le Gardien (2024) : critique</title></head><body><div id=main><h1>Le Gardien : critique</h1><p>Réalisé par Ivo Brandt. Le film n'est pas sans charme, mais il manque de rythme.</p>"
        + "<p>Note : 3,5/5</p><p><b>Les plus :</b> la photographie ; les acteurs</p><p><b>Les moins :</b> la fin</p><p><b>Conclusion :</b> Un film touchant et réussi malgré ses longueurs.</p></div>"
        + "<div class=comments><div class=comment>★★★★★ génial</div><div class=comment>★ nul</div></div></body></html>";
  }

  private static String forum() {
    return "<html><head><title>Your reviews of Harbour Lights</title></head><body><h1>Harbour Lights</h1>"
        + "<div class=\"post\"><span class=\"author\">ann</span><time datetime=\"2024-02-30\">yesterday</time><p>Loved it, 9 out of 10, would play again. The graphics are gorgeous and combat never gets old.</p></div>"
            .repeat(6)
        + "</body></html>";
  }
}
