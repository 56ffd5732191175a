package dev.revue.ingest.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import dev.revue.ingest.fetch.Access;
import dev.revue.ingest.fetch.ProxyServer;
import dev.revue.ingest.url.CanonicalUrl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcesTest {
  @Test
  void everythingThatCanBeSaidIsUnderstood() {
    Sources sources =
        Sources.parse(
            "s.yml",
            """
            user_agent: RevueBot/0.1 (+https://example.org/bot)
            defaults: {delay: 3s, revisit: {min: 2h, max: 10d}, depth: 2, allow_addresses: [127.0.0.0/8]}
            sources:
              - name: screening-room
                start: [https://example.org/reviews]
                feeds: [https://example.org/feed.xml]
                sitemaps: auto
                allow: ["/reviews/"]
                deny: ["\\\\?print="]
                select: {rating: ".verdict .score"}
              - name: other
                sitemaps: [https://other.example/map.xml]
                delay: 250ms
                allow_addresses: []
            """);
    assertThat(sources.productToken()).isEqualTo("RevueBot");
    Source room = sources.named("screening-room").orElseThrow();
    assertThat(room.delay()).isEqualTo(Duration.ofSeconds(3));
    assertThat(room.revisit().min()).isEqualTo(Duration.ofHours(2));
    assertThat(room.depth()).isEqualTo(2);
    assertThat(room.autoSitemaps()).isTrue();
    assertThat(room.access().addresses()).hasSize(1);
    assertThat(room.select()).containsEntry("rating", ".verdict .score");
    Source other = sources.named("other").orElseThrow();
    assertThat(other.delay()).isEqualTo(Duration.ofMillis(250));
    assertThat(other.access().addresses()).isEmpty();
    assertThat(other.sitemaps()).hasSize(1);
  }

  @Test
  void allMistakesAreNamedAtOnceWithLineAndRemedy() {
    List<String> mistakes =
        mistakes(
            """
            user_agent: ""
            defautls: {}
            defaults:
              delay: soon
              revisit: {min: 2d, max: 1d}
              depth: deep
              allow_addresses: [localhost]
            sources:
              - name: Bad Name
                start: [ftp://example.org/]
                allow: ["("]
                select: {rating: "..x"}
                dely: 1s
              - name: twice
                start: https://example.org/
              - name: twice
            """);
    assertThat(mistakes)
        .anyMatch(m -> m.startsWith("s.yml:1: user_agent"))
        .anyMatch(m -> m.startsWith("s.yml:2: 'defautls' is not a key of the file"))
        .anyMatch(m -> m.startsWith("s.yml:4: delay: 'soon' is not a time"))
        .anyMatch(m -> m.startsWith("s.yml:5: revisit: min"))
        .anyMatch(m -> m.startsWith("s.yml:6: depth: 'deep' is not a depth"))
        .anyMatch(m -> m.startsWith("s.yml:7: allow_addresses: 'localhost' is not a range"))
        .anyMatch(m -> m.startsWith("s.yml:9: name 'Bad Name'"))
        .anyMatch(m -> m.startsWith("s.yml:10: start: 'ftp://example.org/'"))
        .anyMatch(m -> m.startsWith("s.yml:11: allow: '(' is not a regular expression"))
        .anyMatch(m -> m.startsWith("s.yml:12: select: '..x' is not a CSS selector"))
        .anyMatch(m -> m.startsWith("s.yml:13: 'dely' is not a key of a source"))
        .anyMatch(m -> m.startsWith("s.yml:15: start is not a list"))
        .anyMatch(m -> m.startsWith("s.yml:16: name twice is taken by line 14"))
        .anyMatch(m -> m.startsWith("s.yml:16: nothing to begin with"))
        .hasSize(14);
  }

  @Test
  void aKeyThatIsMisspeltIsGuessed() {
    assertThat(mistakes("defautls: {}"))
        .anyMatch(
            m -> m.equals("s.yml:1: 'defautls' is not a key of the file: did you mean defaults?"));
    assertThat(mistakes("sources: [{name: a, start: [https://a.example/], alow: [x]}]"))
        .anyMatch(m -> m.endsWith("did you mean allow?"));
    assertThat(mistakes("sources: [{name: a, start: [https://a.example/], colour: red}]"))
        .anyMatch(m -> m.contains("it has allow, allow_addresses, cookies"));
  }

  @Test
  void aSourceSaysHowItsServersAreAsked(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("password"), "s3cret\n");
    Files.writeString(folder.resolve("token"), "t0ken");
    Path file = folder.resolve("sources.yml");
    Files.writeString(
        file,
        """
        user_agent: Bot/1
        defaults:
          headers: {From: bot@example.org}
          proxy: http://10.0.0.9:3128
          usage: {noai: skip}
        sources:
          - name: members
            start: [https://example.org/reviews]
            headers: {Accept-Language: en, X-Key: {file: token}}
            cookies: {consent: "yes", tier: gold}
            login: {user: me, password_file: password}
            proxy: socks5://[::1]:1080
            render: true
            usage: {tdm: index, any: skip}
          - name: others
            start: [http://other.example/]
            proxy: none
          - name: plain
            start: [http://third.example/]
        """);
    Sources sources = Sources.read(file);
    Source members = sources.named("members").orElseThrow();
    Access access = members.access();
    assertThat(access.headersFor(url("https://www.example.org/reviews/1")))
        .containsOnly(
            entry("Accept-Language", "en"),
            entry("X-Key", "t0ken"),
            entry("Cookie", "consent=yes; tier=gold"),
            entry("Authorization", "Basic bWU6czNjcmV0"));
    assertThat(access.proxy()).isEqualTo(new ProxyServer(ProxyServer.Kind.SOCKS5, "::1", 1080));
    assertThat(members.render()).isTrue();
    assertThat(members.usage().answer("tdm")).isEqualTo(UsagePolicy.Answer.INDEX);
    assertThat(members.usage().answer("noai")).isEqualTo(UsagePolicy.Answer.SKIP);
    Source others = sources.named("others").orElseThrow();
    assertThat(others.access().proxy()).isNull();
    assertThat(others.render()).isFalse();
    assertThat(others.usage().answer("noai")).isEqualTo(UsagePolicy.Answer.SKIP);
    assertThat(others.usage().answer("tdm")).isEqualTo(UsagePolicy.Answer.INDEX);
    assertThat(others.access().headersFor(url("http://other.example/")))
        .containsOnly(entry("From", "bot@example.org"));
    assertThat(sources.named("plain").orElseThrow().access().proxy())
        .isEqualTo(new ProxyServer(ProxyServer.Kind.HTTP, "10.0.0.9", 3128));
    assertThat(sources.toString()).doesNotContain("bWU6", "s3cret", "t0ken", "gold");
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.org/, true",
    "https://www.example.org/a, true",
    "http://example.org/, false",
    "https://example.net/, false",
    "https://example.com/, true",
    "http://example.com/, true",
    "https://example.org.stranger.net/, false",
  })
  void secretsGoToTheSourcesOwnServersOnly(String to, boolean sent) {
    Source source =
        Sources.parse(
                "s.yml",
                """
                user_agent: Bot/1
                sources:
                  - name: members
                    start: [https://example.org/]
                    feeds: [http://example.com/feed]
                    cookies: {session: abc}
                """)
            .sources()
            .getFirst();
    assertThat(source.access().headersFor(url(to)).containsKey("Cookie")).isEqualTo(sent);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          headers: {Host: a}                      | headers: Host is not for a source to set
          headers: {user-agent: a}                | say user_agent at the top
          headers: {Cookie: a=b}                  | say cookies: {name: value} instead
          headers: {Transfer-Encoding: chunked}   | about the connection
          headers: {Connection: close}            | about the connection
          headers: {Accept-Encoding: gzip}        | it says what can be read
          headers: {'a b': c}                     | is not a header's name
          headers: {A: "x\\ny"}                   | line breaks
          headers: {A: é}                         | beyond ASCII
          headers: {A: [b]}                       | is not a value, {env: NAME} or {file: PATH}
          headers: {A: {env: NO_SUCH_VARIABLE}}   | the environment has no NO_SUCH_VARIABLE
          headers: {A: {env: REVUE_KEY}}          | REVUE_ begins the settings' own names
          headers: {A: {file: /nowhere/key}}      | cannot read /nowhere/key
          headers: {A: {file: a, env: b}}         | give env or file, one of the two
          headers: {A: {fil: a}}                  | did you mean file?
          headers: {A: 1, a: 2}                   | headers: a stands there twice
          headers: [a]                            | headers is not a mapping such as
          cookies: {a: "b;c"}                     | each cookie is an entry
          cookies: {"a=b": c}                     | is not a cookie's name
          login: {user: me}                       | give password_env or password_file
          login: {user: me, password: x}          | 'password' is not a key of login
          login: {user: "a:b", password_env: HOME}| is not a name without a colon
          login: me                               | login is not a mapping of password_env
          proxy: ftp://a:1                        | write http://host:port or socks5://host:port
          proxy: http://a                         | write http://host:port
          proxy: http://me:pw@a:80                | a user before '@' is not supported
          proxy: "http://me:p w@a:80"             | is not a proxy
          proxy: localhost:80                     | is not a proxy
          proxy: http://a:1/x                     | is not a proxy
          proxy: [http://a:1]                     | proxy is one value
          render: maybe                           | neither true nor false
          usage: {noai: drop}                     | 'drop' is neither index nor skip
          usage: {noia: skip}                     | did you mean noai?
          usage: skip                             | usage is not a mapping of ai-input, ai-train
          depth:                                  | depth has no value
          allow: ["(?!x)"]                        | there is no looking ahead
          allow: ["*.html"]                       | for any text write .* instead of *
          allow: [""]                             | an empty pattern matches every URL
          allow: ["(a)\\\\1"]                     | there are no back references
          """)
  void everyMistakeOfASourceSaysWhatToDo(String line, String said) {
    List<String> mistakes =
        mistakes(
            "user_agent: Bot/1\nsources:\n  - name: a\n    start: [https://a.example/]\n    "
                + line);
    assertThat(mistakes)
        .hasSizeBetween(1, 2)
        .anyMatch(m -> m.contains(said))
        .allMatch(m -> m.startsWith("s.yml:5: ") && !m.contains("pw") && !m.contains("p w"));
  }

  @Test
  void whatIsNotYamlIsSaidWithItsLine() {
    assertThat(mistakes("sources: [\n  a: b: c\n")).singleElement().asString().startsWith("s.yml:");
    assertThat(mistakes("a: 1\na: 2\n")).anyMatch(m -> m.contains("twice"));
    assertThat(mistakes("")).anyMatch(m -> m.contains("not a mapping"));
    assertThat(mistakes("- a")).anyMatch(m -> m.contains("not a mapping"));
  }

  @Test
  void aMissingFileSaysWhichSettingNamesIt() {
    var thrown =
        catchThrowableOfType(
            SourcesException.class, () -> Sources.read(Path.of("/nowhere/sources.yml")));
    assertThat(thrown).hasMessageContaining("REVUE_INGEST_SOURCES");
  }

  @Test
  void patternsAreForTheSourcesOwnDomainsUnlessTheyNameAnother() {
    Source source =
        Sources.parse(
                "s.yml",
                """
                user_agent: Bot/1
                sources:
                  - name: a
                    start: [https://www.example.org/reviews/]
                    allow: ["/reviews/", "https://partner\\\\.example/r/"]
                    deny: ["\\\\?print="]
                """)
            .sources()
            .getFirst();
    assertThat(source.wants(url("https://example.org/reviews/1"))).isTrue();
    assertThat(source.wants(url("https://example.org/news/1"))).isFalse();
    assertThat(source.wants(url("https://example.org/reviews/1?print=1"))).isFalse();
    assertThat(source.wants(url("https://stranger.example/reviews/1"))).isFalse();
    assertThat(source.wants(url("https://partner.example/r/1"))).isTrue();
  }

  private static CanonicalUrl url(String text) {
    return CanonicalUrl.parse(text).orElseThrow();
  }

  private static List<String> mistakes(String yaml) {
    return catchThrowableOfType(SourcesException.class, () -> Sources.parse("s.yml", yaml))
        .mistakes();
  }
}
