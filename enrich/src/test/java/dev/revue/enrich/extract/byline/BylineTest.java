package dev.revue.enrich.extract.byline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.enrich.extract.content.PageKind;
import dev.revue.enrich.extract.markup.Markup;
import dev.revue.enrich.extract.outline.Outline;
import dev.revue.enrich.extract.text.Candidate;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BylineTest {
  private static final String URL = "https://papers.example/films/lantern-keeper";
  private static final String PROSE =
      "<p>The film opens on a quiet harbour and takes its time before anything happens, which suits the story it wants to tell, and nobody in it is ever in a hurry to get anywhere at all.</p>";

  private static Byline read(String head, String body, PageKind kind) {
    Document document =
        Jsoup.parse("<html lang=en><head>" + head + "</head><body>" + body + "</body></html>", URL);
    Outline outline = Outline.of(document);
    return Byline.of(outline, Markup.of(outline), kind, URL);
  }

  private static Byline article(String underTheHeadline) {
    return article(underTheHeadline, "");
  }

  private static Byline article(String underTheHeadline, String atTheEnd) {
    return read(
        "<title>The Lantern Keeper</title>",
        "<main><h1>The Lantern Keeper</h1>" + underTheHeadline + PROSE + atTheEnd + "</main>",
        PageKind.ARTICLE);
  }

  private static List<String> authors(Byline byline) {
    return byline.authors() == null ? List.of() : byline.authors().value();
  }

  private static String published(Byline byline) {
    return byline.published() == null ? null : byline.published().value();
  }

  private static String title(Byline byline) {
    return byline.headline() == null ? null : byline.headline().value();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<p>By Mara Quill</p>",
        "<p>By <a href=/x>Mara Quill</a>, 5 March 2024</p>",
        "<p>Posted on March 5, 2024 by Mara Quill</p>",
        "<p>Written by</p><p>Mara Quill</p>",
        "<p class=author>Mara Quill<br>5 March 2024</p>",
        "<p>Mara Quill | Senior Writer | 5 March 2024</p>",
        "<p>5 March 2024 · Mara Quill on behalf of the film club</p>",
        "<p>Mara Quill</p><time datetime=2024-03-05>5 March</time>",
        "<div class=author-info><img class=avatar><div class=name>Mara Quill</div><div>Writer</div></div>",
        "<span>Contributors:</span> Mara Quill<br>",
        "<a href=/authors/mara-quill>Mara Quill</a>",
        "<div class=byline><b>Written by</b><br><a href=/people/mq>Mara Quill</a>, years of covering harbours</div>"
      })
  void readsBylinesUnderTheHeadline(String byline) {
    assertThat(authors(article(byline))).containsExactly("Mara Quill");
  }

  @Test
  void readsAClearBylineAtTheEnd() {
    String end = PROSE.repeat(20) + "<p>Text by <a>Mara Quill</a></p>";
    assertThat(authors(article("", end))).containsExactly("Mara Quill");
    String vague = PROSE.repeat(20) + "<p>By Harbour Lights</p>";
    assertThat(authors(article("", vague))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<aside>By Tom Reed</aside>",
        "<div class=comments><p>By Tom Reed</p></div>",
        "<div class=related-posts><p class=author>Tom Reed</p></div>",
        "<nav><a href=/authors/tom>Tom Reed</a></nav>",
        "<a class=author-email>Email the author</a>",
        "<p>Harbour Lights</p>",
        "<p class=byline>By Papers</p>",
        "<p>Press Release</p><time>5 March 2024</time>",
        "<a rel=author href=https://social.example/profile/x title=x>Follow</a>"
      })
  void inventsNoAuthor(String other) {
    assertThat(authors(article(other))).isEmpty();
  }

  @Test
  void theSiteIsNotItsOwnAuthorThoughMetaTagsSaySo() {
    String head =
        "<title>The Lantern Keeper</title><meta property=og:site_name content='The Daily Papers'><meta name=author content='The Daily Papers'>";
    assertThat(authors(read(head, "<h1>The Lantern Keeper</h1>" + PROSE, PageKind.ARTICLE)))
        .isEmpty();
  }

  @Test
  void aSiteMayBeCalledAfterItsAuthor() {
    String head =
        "<title>The Lantern Keeper</title><meta property=og:site_name content='Mara Quill'><meta name=author content='Mara Quill'>";
    assertThat(authors(read(head, "<h1>The Lantern Keeper</h1>" + PROSE, PageKind.ARTICLE)))
        .containsExactly("Mara Quill");
  }

  @Test
  void aPageThatIsNoArticleIsNotSignedBySomeLine() {
    Byline byline =
        read("<title>Lamps</title>", "<h1>Lamps</h1><p>By Tom Reed</p>" + PROSE, PageKind.OTHER);
    assertThat(authors(byline)).isEmpty();
  }

  @Test
  void aListOfPostsHasNeitherOneAuthorNorOneDate() {
    var cards = new StringBuilder();
    for (String name : List.of("Tom Reed", "Ann Holt", "Eve Marsh"))
      cards
          .append("<div class=card><h2>A post</h2><p>By ")
          .append(name)
          .append("</p><time>")
          .append(name.charAt(0) - 'A' + 1)
          .append(" March 2024</time></div>");
    Byline byline = read("<title>News</title>", "<h1>News</h1>" + cards, PageKind.OTHER);
    assertThat(authors(byline)).isEmpty();
    assertThat(published(byline)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<time datetime=2024-03-05>yesterday</time>",
        "<time pubdate>5 March 2024</time>",
        "<p class=post-date>March 5, 2024</p>",
        "<p>Published: 05 March 2024</p>",
        "<p>By Mara Quill | 5 March 2024</p>",
        "<p>Updated 9 April 2025</p><p>Published 5 March 2024</p>",
        "<time class=updated datetime=2025-04-09>9 April</time><time class='entry-date published' datetime=2024-03-05>5 March</time>",
        "<p>© 2023 Papers, 1 January 2023</p><p>5 March 2024</p>",
        "<p>In cinemas 1 May 2024</p><p>5 March 2024</p>"
      })
  void readsTheDateOfPublicationUnderTheHeadline(String dated) {
    assertThat(published(article(dated))).isEqualTo("2024-03-05");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<p>Copyright 1 January 2024</p>",
        "<p>Register by May 31, 2024</p>",
        "<div class=comment><time datetime=2024-03-05>5 March</time></div>",
        "<aside><time datetime=2024-03-05>5 March</time></aside>",
        "<p>Release date: 5 March 2024</p>",
        "<p>The best 10 films of May 2024</p>"
      })
  void inventsNoDate(String other) {
    assertThat(published(article(other))).isNull();
  }

  @Test
  void aDateFarFromTheHeadlineIsNotThePages() {
    String end = PROSE.repeat(10) + "<time datetime=2024-03-05>5 March</time>";
    assertThat(published(article("", end))).isNull();
  }

  @Test
  void datesOfOtherPostsAreNotThePages() {
    String other = "<li class=post><a href=/x>A post</a><time datetime=2024-03-0%d>x</time></li>";
    String list = "<ul>" + other.formatted(1) + other.formatted(2) + other.formatted(3) + "</ul>";
    assertThat(published(article(list))).isNull();
  }

  @Test
  void thePageStandsUnderTheDateOfItsUpdateWhereItSaysNoOther() {
    Candidate<String> date = article("<p>Updated: 5 March 2024</p>").published();
    assertThat(date).isNotNull();
    assertThat(date.value()).isEqualTo("2024-03-05");
    assertThat(date.confidence()).isEqualTo(Candidate.THRESHOLD);
    assertThat(date.evidence()).isEqualTo("Updated: 5 March 2024");
    assertThat(article("<p>Updated: 5 March 2024</p>").modified()).isEqualTo("2024-03-05");
  }

  @Test
  void takesAuthorAndDateFromTheArticleThatThePageIsAmongOthers() {
    String ld =
        """
        <title>The Lantern Keeper</title><script type=application/ld+json>[
        {"@type":"BlogPosting","headline":"Ten boats","author":"Tom Reed","datePublished":"2023-01-01"},
        {"@type":"BlogPosting","headline":"The Lantern Keeper","author":"Mara Quill","datePublished":"2024-03-05"}]</script>
        """;
    Byline byline = read(ld, "<h1>The Lantern Keeper</h1>" + PROSE, PageKind.ARTICLE);
    assertThat(authors(byline)).containsExactly("Mara Quill");
    assertThat(published(byline)).isEqualTo("2024-03-05");
  }

  @Test
  void theHoursAroundMidnightAreOneDate() {
    String head =
        """
        <meta property=article:published_time content=2024-03-05T23:30:00Z>
        <script type=application/ld+json>{"@type":"Article","datePublished":"2024-03-06T00:30:00+01:00"}</script>
        """;
    Byline byline = read(head, "<h1>The Lantern Keeper</h1>" + PROSE, PageKind.ARTICLE);
    assertThat(published(byline)).isEqualTo("2024-03-06T00:30:00+01:00");
    assertThat(byline.published().confidence()).isGreaterThan(0.9);
  }

  @Test
  void anIdInTheAddressIsNoDayOfTheMonth() {
    Document document =
        Jsoup.parse("<title>The Lantern Keeper</title><h1>The Lantern Keeper</h1>" + PROSE);
    Outline outline = Outline.of(document);
    String url = "https://papers.example/2024/03/12345-lantern";

    assertThat(published(Byline.of(outline, Markup.of(outline), PageKind.ARTICLE, url))).isNull();
  }

  @Test
  void anAddressIsNobody() {
    String head =
        "<meta name=author content=/authors/mara-quill><meta property=article:author content=www.social.example/papers>";

    assertThat(authors(read(head, "<h1>The Lantern Keeper</h1>" + PROSE, PageKind.ARTICLE)))
        .isEmpty();
  }

  @Test
  void readsInALayoutThatIsNamedAfterItsSideBar() {
    Byline byline =
        read(
            "<title>The Lantern Keeper</title>",
            "<div class=with-sidebar><main><article><span class=theme-date>5 March 2024</span><h2>The Lantern Keeper</h2>"
                + PROSE
                + "</article></main><div class=sidebar><h3>Next</h3><p>9 May 2024</p></div></div>",
            PageKind.ARTICLE);

    assertThat(published(byline)).isEqualTo("2024-03-05");
  }

  @Test
  void whoOpensAThreadMayBeCalledAnything() {
    Byline byline =
        read(
            "<title>Which one?</title>",
            "<h1>Which one?</h1><div class=post><a class=username>user44_7274</a>"
                + PROSE
                + "</div>",
            PageKind.FORUM);

    assertThat(authors(byline)).containsExactly("user44_7274");
  }

  @Test
  void aSloganIsNotTheTitle() {
    String head =
        "<title>Lamps for harbours | Papers</title><meta property=og:title content='Lamps for harbours'>";
    assertThat(title(read(head, "<h1>Light up your life</h1>", PageKind.OTHER)))
        .isEqualTo("Lamps for harbours");
  }

  @Test
  void theVisibleHeadlineIsTheTitleWhereTheOthersOnlyVaryIt() {
    String head =
        "<title>The Lantern Keeper review: a slow light | Papers</title><meta property=og:title content='The Lantern Keeper review: a slow light'>";
    assertThat(title(read(head, "<h1>The Lantern Keeper: a slow light</h1>", PageKind.ARTICLE)))
        .isEqualTo("The Lantern Keeper: a slow light");
  }

  @Test
  void aHeadlineThatLeadsHomeIsTheSitesName() {
    String head = "<title>The Lantern Keeper | A Book of Lamps</title>";
    String body = "<h1><a href=./>A Book of Lamps</a></h1><h2>The Lantern Keeper</h2>";
    assertThat(title(read(head, body, PageKind.OTHER))).isEqualTo("The Lantern Keeper");
  }
}
