package dev.revue.enrich.extract.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.enrich.extract.markup.Markup;
import dev.revue.enrich.extract.outline.Outline;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

class PageKindTest {
  private static PageKind kind(String url, String html) {
    Document document = Jsoup.parse(html, url);
    return PageKind.of(document, Markup.of(Outline.of(document)), url);
  }

  @Test
  void readsTheFormOfAPage() {
    assertThat(kind("https://example.org/threads/boats/", "")).isEqualTo(PageKind.FORUM);
    assertThat(kind("https://example.org/products/kettle", "")).isEqualTo(PageKind.PRODUCT);
    assertThat(kind("https://example.org/tea", "<body class='archive category'>"))
        .isEqualTo(PageKind.LIST);
    assertThat(kind("https://example.org/tea", "<meta property=og:type content=article>"))
        .isEqualTo(PageKind.ARTICLE);
    assertThat(kind("https://example.org/", "")).isEqualTo(PageKind.OTHER);
  }

  @Test
  void anArticleAboutAProductIsAnArticle() {
    assertThat(
            kind(
                "https://example.org/products/kettle",
                "<script type='application/ld+json'>{\"@type\":\"NewsArticle\"}</script>"))
        .isEqualTo(PageKind.ARTICLE);
  }
}
