package dev.revue.cli;

import dev.revue.common.event.PageEvent;
import dev.revue.common.event.PageEvent.PageFetched;
import dev.revue.common.event.PageEvent.PageGone;
import dev.revue.common.json.Json;
import dev.revue.ingest.Lookup;
import dev.revue.ingest.Lookup.Step;
import dev.revue.ingest.discover.Content.Feed;
import dev.revue.ingest.discover.Content.Html;
import dev.revue.ingest.discover.Content.Sitemap;
import dev.revue.ingest.discover.Content.Unknown;
import dev.revue.ingest.fetch.Fetched;
import dev.revue.ingest.fetch.Fetched.Page;
import dev.revue.ingest.frontier.Visit;
import dev.revue.ingest.robots.Robots;
import dev.revue.ingest.sources.Source;
import dev.revue.ingest.sources.Sources;
import dev.revue.ingest.url.CanonicalUrl;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `revue fetch`: one URL as the crawler would fetch it, and why.
@Command(
    name = "fetch",
    mixinStandardHelpOptions = true,
    description = {
      "Fetches one URL as the crawler would, robots.txt, tdmrep.json and address checks included,",
      "and prints the page event that it would write, as JSON. Writes nothing to Kafka."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:an event was printed, or the URL was explained",
      "1:the crawler would write no event",
      "2:wrong use, or mistakes in the source file"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  revue fetch --explain https://example.org/reviews/ballerina",
      "  revue fetch --sources sources.yml https://example.org/reviews/ballerina"
    })
final class FetchCommand implements Callable<Integer> {
  private static final int DONE = 0;
  private static final int FAILED = 1;

  /// Headers that decide something.
  private static final List<String> TELLING =
      List.of(
          "content-type",
          "content-encoding",
          "etag",
          "last-modified",
          "x-robots-tag",
          "tdm-reservation",
          "link");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "URL", description = "what to fetch")
  private String url = "";

  @Option(
      names = "--sources",
      paramLabel = "FILE",
      description = "whose sources to use; default: one that wants this URL")
  private @Nullable Path file;

  @Option(names = "--explain", description = "say what is done and why, instead of the event")
  private boolean explain;

  @Override
  public Integer call() {
    CanonicalUrl canonical =
        CanonicalUrl.parse(url)
            .orElseThrow(() ->
                new ParameterException(
                    spec.commandLine(),
                    "'" + url + "' is not an address such as https://example.org/reviews"));
    Sources sources = file == null ? wanting(canonical) : Sources.read(file);
    try (var lookup = new Lookup(sources)) {
      List<Step> steps = lookup.look(canonical);
      PrintWriter out = spec.commandLine().getOut();
      if (explain) {
        steps.forEach(step -> explain(step, sources, out));
        return DONE;
      }
      Step last = steps.getLast();
      if (last.event().isPresent()) {
        out.println(Json.text(last.event().get()));
        return DONE;
      }
      spec.commandLine()
          .getErr()
          .println("revue: " + last.url() + " gives no event: " + why(last) + "; try --explain");
      return FAILED;
    }
  }

  /// Sources that would lead here: without patterns, with all defaults.
  private static Sources wanting(CanonicalUrl url) {
    return Sources.parse(
        "sources",
        "user_agent: RevueBot/0.1\nsources: [{name: any, start: [" + Json.text(url.text()) + "]}]");
  }

  private static String why(Step step) {
    if (step.source().isEmpty()) return "no source wants it";
    if (step.visit().isEmpty()) return "robots.txt forbids it";
    return step.visit().get().fetched() instanceof Page
        ? "it is a list, or not to be indexed"
        : step.visit().get().fetched().toString();
  }

  private void explain(Step step, Sources sources, PrintWriter out) {
    say(out, "url", step.url() + (step.url().text().equals(url) ? "" : "  (canonical)"));
    if (step.source().isEmpty()) {
      say(out, "source", "none wants it: the crawler would not ask for it");
      return;
    }
    Source source = step.source().get();
    say(out, "source", source.name() + ", as " + step.kind());
    say(out, "we are", sources.userAgent());
    if (source.access().proxy() != null) say(out, "proxy", source.access().proxy().toString());
    step.addresses()
        .forEach((address, objection) ->
            say(
                out,
                "address",
                address + (objection.isEmpty() ? ", may be asked" : ": " + objection)));
    step.robots().ifPresent(robots -> say(out, "robots.txt", robots(step, robots)));
    if (step.answer().filter(Robots.Answer::allowed).isPresent()) {
      say(out, "tdmrep.json", tdmrep(step));
    }
    say(out, "delay", step.delay() + " between two requests to " + step.url().domain());
    step.visit().ifPresent(visit -> explain(visit, out));
    say(out, "event", step.event().map(FetchCommand::event).orElse("none: " + why(step)));
  }

  private static String robots(Step step, Fetched robots) {
    String answer =
        step.answer()
            .map(said ->
                (said.allowed() ? ", allows it" : ", forbids it")
                    + (said.number() > 0 ? ": line " + said.number() + " " + said.text() : ""))
            .orElse("");
    return step.url().robots() + ": " + came(robots) + answer;
  }

  private static String tdmrep(Step step) {
    if (step.tdmrep().isEmpty()) return "not asked for: robots.txt forbids it";
    String reserved = step.reserved().isEmpty() ? "nothing" : usage(step.reserved());
    return came(step.tdmrep().get()) + "; the site reserves " + reserved + " here";
  }

  private static String came(Fetched file) {
    return file instanceof Page page
        ? "status " + page.status() + ", " + page.body().size() + " bytes"
        : file.toString();
  }

  private static void explain(Visit visit, PrintWriter out) {
    if (!(visit.fetched() instanceof Page page)) {
      say(out, "answer", visit.fetched().toString());
      return;
    }
    say(out, "answer", "status " + page.status() + ", " + visit.text().length() + " characters");
    for (String name : TELLING) {
      Map<String, String> headers = page.headers();
      if (headers.containsKey(name)) say(out, "header", name + ": " + headers.get(name));
    }
    if (visit.charset() != null) say(out, "charset", visit.charset());
    switch (visit.content()) {
      case Html html -> {
        say(out, "content", "html, " + html.links().size() + " links");
        html.canonical().ifPresent(to -> say(out, "canonical", to.text()));
        html.feeds().forEach(feed -> say(out, "feed", feed.text()));
        html.links().forEach(link -> say(out, "link", link.url().text()));
        if (html.noindex()) say(out, "wish", "noindex");
        html.usage().forEach((what, where) -> say(out, "reserves", what + " (" + where + ")"));
      }
      case Feed feed -> {
        say(out, "content", feed.format() + ", " + feed.entries().size() + " entries");
        feed.entries().forEach(entry -> say(out, "entry", entry.link()));
      }
      case Sitemap map ->
          say(
              out,
              "content",
              "sitemap, "
                  + map.pages().size()
                  + " pages, "
                  + map.sitemaps().size()
                  + " further sitemaps");
      case Unknown unknown -> say(out, "content", "neither page, feed nor sitemap");
    }
  }

  private static String event(PageEvent event) {
    return switch (event) {
      case PageFetched page ->
          "PageFetched "
              + page.url()
              + ", hash "
              + page.hash()
              + (page.usage().isEmpty() ? "" : ", usage " + usage(page.usage()));
      case PageGone gone -> "PageGone " + gone.url() + ", " + gone.reason();
    };
  }

  private static String usage(Map<String, String> usage) {
    return usage.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining(" "));
  }

  private static void say(PrintWriter out, String what, String text) {
    out.printf("%-11s %s%n", what, text);
  }
}
