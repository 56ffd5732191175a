package dev.revue.ingest.render;

import dev.revue.common.event.RenderAnswer;
import dev.revue.common.event.RenderAnswer.NotRendered;
import dev.revue.common.event.RenderAnswer.Rendered;
import dev.revue.common.event.RenderJob;
import dev.revue.ingest.fetch.AddressRange;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// One page in a browser context of its own: no cookies, no cache, no way out but its proxy. Only
/// the main document and what its scripts need is fetched, and only so much of it.
final class Tab implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Tab.class);
  private static final String SERIALISE = script();
  private static final Duration GLANCE = Duration.ofMillis(500);
  private static final int MOST_RELOADS = 3;
  private static final int MOST_HEADERS = 100;
  private static final int LONGEST_HEADER = 4_096;

  /// What a document is made of. Images, media and fonts are not, nor are frames.
  private static final Set<String> NEEDED =
      Set.of("Script", "Stylesheet", "XHR", "Fetch", "EventSource", "Preflight");

  private final Browser browser;
  private final DevTools devTools;
  private final RenderJob job;
  private final RenderLimits limits;
  private final GuardedProxy proxy;
  private final String context;
  private final String target;
  private final String session;

  private @Nullable String first;
  private @Nullable RenderAnswer answer;
  private @Nullable Response response;
  private String loader = "";
  private boolean parsed;
  private boolean idle;
  private @Nullable Instant loaded;
  private int requests;
  private int reloads;

  /// Of the main document.
  private record Response(int status, Map<String, String> headers) {}

  private Tab(Browser browser, RenderJob job, RenderLimits limits, GuardedProxy proxy, Ids ids) {
    this.browser = browser;
    this.devTools = browser.devTools();
    this.job = job;
    this.limits = limits;
    this.proxy = proxy;
    this.context = ids.context;
    this.target = ids.target;
    this.session = ids.session;
  }

  /// As the browser names them.
  private record Ids(String context, String target, String session) {}

  /// An empty tab with its own way out.
  static Tab open(Browser browser, RenderJob job, RenderLimits limits)
      throws BrowserFailure, InterruptedException {
    List<AddressRange> allowed = job.allowAddresses().stream().map(AddressRange::parse).toList();
    GuardedProxy proxy;
    try {
      proxy = GuardedProxy.start(allowed, limits);
    } catch (IOException e) {
      throw new BrowserFailure("proxy", String.valueOf(e.getMessage()));
    }
    try {
      Ids ids = open(browser.devTools(), proxy.port(), limits.answer());
      return new Tab(browser, job, limits, proxy, ids);
    } catch (BrowserFailure | InterruptedException e) {
      proxy.close();
      throw e;
    }
  }

  private static Ids open(DevTools devTools, int proxyPort, Duration patience)
      throws BrowserFailure, InterruptedException {
    Map<String, Object> alone =
        Map.of(
            "proxyServer",
            "socks5://127.0.0.1:" + proxyPort,
            "proxyBypassList",
            "<-loopback>",
            "disposeOnDetach",
            true);
    JsonNode made = devTools.call("", "Target.createBrowserContext", alone, patience);
    String context = text(made, "browserContextId");
    Map<String, Object> empty = Map.of("url", "about:blank", "browserContextId", context);
    String target = text(devTools.call("", "Target.createTarget", empty, patience), "targetId");
    Map<String, Object> flat = Map.of("targetId", target, "flatten", true);
    JsonNode attached = devTools.call("", "Target.attachToTarget", flat, patience);
    return new Ids(context, target, text(attached, "sessionId"));
  }

  /// The page as it stands when its network has become quiet, or when its time is over.
  ///
  /// @throws BrowserFailure where the browser is of no use any more
  RenderAnswer render() throws BrowserFailure, InterruptedException {
    prepare();
    Instant deadline = Instant.now().plus(limits.total()).minus(limits.answer());
    CompletableFuture<JsonNode> navigation =
        devTools.send(session, "Page.navigate", Map.of("url", job.url()));
    Instant weigh = Instant.now();
    while (answer == null && !settled() && Instant.now().isBefore(deadline)) {
      DevTools.Event event = devTools.event(GLANCE);
      if (event != null) handle(event);
      if (answer == null && navigation.isDone()) failed(navigation);
      if (Instant.now().isAfter(weigh)) {
        weigh();
        weigh = Instant.now().plusSeconds(1);
      }
    }
    if (answer != null) return answer;
    if (response == null) return failure("failed", "timeout", "no answer in time");
    if (!parsed) return failure("failed", "timeout", "the document did not end in time");
    weigh();
    return serialised(response);
  }

  @Override
  public void close() {
    proxy.close();
    try {
      send("", "Target.disposeBrowserContext", Map.of("browserContextId", context));
    } catch (BrowserFailure e) {
      LOG.debug("a browser is gone: {}", e.getMessage());
    }
  }

  private void prepare() throws BrowserFailure, InterruptedException {
    call(
        "", "Browser.setDownloadBehavior", Map.of("behavior", "deny", "browserContextId", context));
    call(session, "Page.enable", Map.of());
    call(session, "Inspector.enable", Map.of());
    call(session, "Page.setLifecycleEventsEnabled", Map.of("enabled", true));
    call(session, "Network.setBypassServiceWorker", Map.of("bypass", true));
    call(session, "Emulation.setUserAgentOverride", Map.of("userAgent", job.userAgent()));
    call(
        session,
        "Fetch.enable",
        Map.of(
            "patterns",
            List.of(
                Map.of("urlPattern", "*", "requestStage", "Request"),
                Map.of(
                    "urlPattern", "*", "resourceType", "Document", "requestStage", "Response"))));
  }

  private boolean settled() {
    if (loaded == null) return false;
    return idle || Instant.now().isAfter(loaded.plus(limits.settle()));
  }

  private void handle(DevTools.Event event) throws BrowserFailure {
    if (!event.session().equals(session)) {
      boolean ours = event.params().path("targetId").asString("").equals(target);
      if (ours && event.method().equals("Target.targetCrashed")) throw crashed();
      return;
    }
    JsonNode params = event.params();
    switch (event.method()) {
      case "Fetch.requestPaused" -> paused(params);
      case "Page.frameNavigated" -> navigated(params.path("frame"));
      case "Page.lifecycleEvent" -> lives(params);
      case "Page.javascriptDialogOpening" ->
          send(session, "Page.handleJavaScriptDialog", Map.of("accept", false));
      case "Inspector.targetCrashed" -> throw crashed();
      default -> {}
    }
  }

  private static BrowserFailure crashed() {
    return new BrowserFailure("crash", "the page's process has crashed");
  }

  private void navigated(JsonNode frame) {
    if (!frame.path("id").asString("").equals(target)) return;
    loader = frame.path("loaderId").asString("");
    parsed = false;
    idle = false;
    loaded = null;
  }

  private void lives(JsonNode params) {
    if (!params.path("frameId").asString("").equals(target)) return;
    if (!params.path("loaderId").asString("").equals(loader) || response == null) return;
    switch (params.path("name").asString("")) {
      case "DOMContentLoaded" -> parsed = true;
      case "load" -> loaded = Instant.now();
      case "networkIdle" -> idle = true;
      default -> {}
    }
  }

  private void paused(JsonNode params) throws BrowserFailure {
    String request = text(params, "requestId");
    boolean document =
        params.path("resourceType").asString("").equals("Document")
            && params.path("frameId").asString("").equals(target);
    if (params.has("responseStatusCode") || params.has("responseErrorReason")) {
      if (document && params.has("responseStatusCode")) responded(params);
      if (answer == null) goOn(request);
      else stop(request, "Aborted");
      return;
    }
    JsonNode asked = params.path("request");
    String url = asked.path("url").asString("");
    boolean web = url.startsWith("http://") || url.startsWith("https://");
    requests++;
    if (document && web && navigates(url, asked.path("method").asString(""))) goOn(request);
    else if (document) stop(request, "Aborted");
    else if (web && requests <= limits.requests() && needed(params)) goOn(request);
    else stop(request, "BlockedByClient");
  }

  private static boolean needed(JsonNode params) {
    return NEEDED.contains(params.path("resourceType").asString(""));
  }

  /// Whether the main frame may go there: to our page, and there again a few times (challenges do
  /// that). Anything else ends the visit: where a script leads elsewhere, that is for the frontier
  /// to decide.
  private boolean navigates(String url, String method) {
    boolean same = url.equals(first);
    if (answer != null) return false;
    if (first == null) {
      first = url;
    } else if (!method.equals("GET")) {
      answer = failure("refused", "form", "a script sends a form to " + url);
    } else if (!same) {
      answer =
          new NotRendered(
              job.url(), job.lease(), "redirected", "script", "a script leads to " + url, url);
    } else if (++reloads > MOST_RELOADS) {
      answer = failure("refused", "reload", "a script loads the page again and again");
    }
    return answer == null;
  }

  private void responded(JsonNode params) {
    int status = params.path("responseStatusCode").asInt();
    Map<String, String> headers = headers(params.path("responseHeaders"));
    response = new Response(status, headers);
    if (status < 200 || status > 299) {
      answer = new Rendered(job.url(), job.lease(), status, headers, "");
      return;
    }
    String type = headers.getOrDefault("content-type", "").split(";", 2)[0].strip();
    boolean html =
        type.isEmpty()
            || type.equalsIgnoreCase("text/html")
            || type.equalsIgnoreCase("application/xhtml+xml");
    boolean download =
        headers
            .getOrDefault("content-disposition", "")
            .toLowerCase(Locale.ROOT)
            .startsWith("attachment");
    if (!html || download) answer = failure("refused", "type", download ? "a download" : type);
  }

  private static Map<String, String> headers(JsonNode list) {
    var headers = new TreeMap<String, String>();
    for (JsonNode header : list) {
      String name = header.path("name").asString("").toLowerCase(Locale.ROOT);
      String value = header.path("value").asString("");
      boolean kept = headers.size() < MOST_HEADERS || headers.containsKey(name);
      if (!kept || name.equals("set-cookie") || value.length() > LONGEST_HEADER) continue;
      headers.merge(name, value, (a, b) -> a.length() > LONGEST_HEADER ? a : a + "\n" + b);
    }
    return headers;
  }

  /// The navigation has failed where its answer says so.
  private void failed(CompletableFuture<JsonNode> navigation) throws BrowserFailure {
    if (navigation.isCompletedExceptionally()) {
      throw new BrowserFailure("crash", "no navigation: " + navigation.exceptionNow().getMessage());
    }
    String error = navigation.resultNow().path("errorText").asString("");
    if (error.isEmpty()) return;
    String host = host(job.url());
    answer =
        proxy
            .failure(host)
            .map(failure ->
                switch (failure) {
                  case GuardedProxy.Failure.Refused r -> failure("refused", r.reason(), r.detail());
                  case GuardedProxy.Failure.Failed f -> failure("failed", f.reason(), f.detail());
                })
            .orElseGet(() -> failure("failed", reason(error), error));
  }

  private static String reason(String error) {
    if (error.contains("CERT") || error.contains("SSL")) return "tls";
    if (error.contains("TIMED_OUT")) return "timeout";
    return "connection";
  }

  /// As the proxy was told it.
  private static String host(String url) {
    String host = Objects.requireNonNullElse(URI.create(url).getHost(), "");
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private void weigh() throws BrowserFailure {
    long held = browser.memoryBytes();
    if (held > limits.memoryBytes()) {
      throw new BrowserFailure("memory", "the page took " + (held >> 20) + " MiB");
    }
  }

  private RenderAnswer serialised(Response main) throws BrowserFailure, InterruptedException {
    JsonNode world =
        call(session, "Page.createIsolatedWorld", Map.of("frameId", target, "worldName", "revue"));
    JsonNode evaluated =
        call(
            session,
            "Runtime.evaluate",
            Map.of(
                "expression",
                SERIALISE.strip() + "(" + limits.htmlBytes() + ")",
                "contextId",
                world.path("executionContextId").asInt(),
                "returnByValue",
                true,
                "timeout",
                limits.answer().toMillis()));
    JsonNode value = evaluated.path("result").path("value");
    if (value.has("length")) {
      return failure("refused", "size", value.path("length").asLong() + " characters");
    }
    if (!value.has("html")) {
      return failure("refused", "unreadable", "the document cannot be written as text");
    }
    String html = value.path("html").asString("");
    if (html.getBytes(StandardCharsets.UTF_8).length > limits.htmlBytes()) {
      return failure("refused", "size", "more than " + limits.htmlBytes() + " bytes");
    }
    return new Rendered(job.url(), job.lease(), main.status(), main.headers(), html);
  }

  private NotRendered failure(String whose, String reason, String detail) {
    return new NotRendered(job.url(), job.lease(), whose, reason, detail, null);
  }

  private void goOn(String request) throws BrowserFailure {
    send(session, "Fetch.continueRequest", Map.of("requestId", request));
  }

  private void stop(String request, String reason) throws BrowserFailure {
    send(session, "Fetch.failRequest", Map.of("requestId", request, "errorReason", reason));
  }

  /// For what needs no answer: the page may be gone meanwhile.
  private void send(String to, String method, Map<String, ?> params) throws BrowserFailure {
    var _ = devTools.send(to, method, params);
  }

  private JsonNode call(String to, String method, Map<String, ?> params)
      throws BrowserFailure, InterruptedException {
    return devTools.call(to, method, params, limits.answer());
  }

  private static String text(JsonNode node, String field) throws BrowserFailure {
    String text = node.path(field).asString("");
    if (text.isEmpty()) throw new BrowserFailure("protocol", "no " + field + " in " + node);
    return text;
  }

  private static String script() {
    try (InputStream in = Objects.requireNonNull(Tab.class.getResourceAsStream("serialise.js"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
