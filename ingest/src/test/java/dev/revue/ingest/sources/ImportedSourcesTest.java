package dev.revue.ingest.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.revue.ingest.discover.Opml;
import dev.revue.ingest.discover.Opml.Subscription;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ImportedSourcesTest {
  private static final String NESTED =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <opml version="2.0"><head><title>Mine</title></head><body>
        <outline text="Film">
          <outline text="Kritik" title="Größte Kritik: &quot;Kino&quot;" type="rss" xmlUrl="https://example.org/feed?a=1&amp;b=2" htmlUrl="https://example.org/"/>
          <outline text="Deeper"><outline type="rss" text="Burnt" xmlUrl="https://feeds.example.net/x" htmlUrl="https://www.example.com/films/"></outline></outline>
        </outline>
        <outline text="Burnt" xmlUrl="feed://example.org/other"/>
        <outline text="again" xmlUrl="https://example.org/feed?a=1&amp;b=2"/>
        <outline text="映画" xmlUrl="https://example.org/jp"/>
        <outline text="no address"/><outline text="odd" xmlUrl="gopher://example.org/"/>
      </body></opml>
      """;

  @Test
  void everyFeedBecomesOneSourceWhateverItsFolder() {
    Opml opml = Opml.read(NESTED);
    assertThat(opml.leftOut()).isEqualTo(1);
    Sources sources = parsed(opml, List.of());
    assertThat(sources.sources())
        .extracting(Source::name)
        .containsExactly("gro-te-kritik-kino", "burnt", "burnt-2", "example-org");
    assertThat(sources.sources())
        .extracting(source -> source.feeds().getFirst().text())
        .containsExactly(
            "https://example.org/feed?a=1&b=2",
            "https://feeds.example.net/x",
            "http://example.org/other",
            "https://example.org/jp");
  }

  @Test
  void pagesOnAnotherDomainThanTheirFeedAreAllowed() {
    Subscription burnt = Opml.read(NESTED).subscriptions().get(1);
    Source source = parsed(Opml.read(NESTED), List.of()).named("burnt").orElseThrow();
    assertThat(source.wants(burnt.site().orElseThrow())).isTrue();
    assertThat(source.wants(Opml.read(NESTED).subscriptions().getFirst().feed())).isFalse();
  }

  @Test
  void patternsOfTheOperatorAreForAll() {
    Sources sources = parsed(Opml.read(NESTED), List.of("/films?/", "\\d{4}"));
    assertThat(sources.sources()).allMatch(source -> source.allow().size() == 2);
  }

  @Test
  void brokenOnesGiveWhatTheyHave() {
    String broken =
        "<opml><body><outline text='A & B' xmlUrl='https://example.org/a?x=1&y=2'><outline xmlUrl=https://example.org/b text=";
    assertThat(Opml.read(broken).subscriptions())
        .extracting(Subscription::title)
        .containsExactly("A & B", "");
    assertThat(parsed(Opml.read(broken), List.of()).sources()).hasSize(2);
    assertThat(Opml.read("no opml").subscriptions()).isEmpty();
  }

  @Property(tries = 200)
  void anyTitleMakesAValidAndUniqueName(@ForAll String title, @ForAll String other) {
    var feed = Opml.read(NESTED).subscriptions().getFirst();
    var all =
        List.of(
            new Subscription(title, feed.feed(), feed.site()),
            new Subscription(other, feed.feed(), feed.site()),
            new Subscription(title, feed.feed(), feed.site()));
    String yaml = ImportedSources.yaml(all, List.of());
    assertThat(Sources.parse("sources.yml", yaml).sources()).hasSize(3);
  }

  private static Sources parsed(Opml opml, List<String> allow) {
    return Sources.parse("sources.yml", ImportedSources.yaml(opml.subscriptions(), allow));
  }
}
