package dev.revue.ingest.render;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The program and how it is called: no connection but by the proxy of a tab, nothing kept, nothing
/// that a document does not need.
///
/// @param sandbox Chromium's own, which root cannot have
record Chromium(Path program, boolean sandbox) {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "chrome");

  /// The first of its usual names on the PATH.
  static Optional<Path> find() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
    return Stream.of(path.split(File.pathSeparator))
        .filter(dir -> !dir.isBlank())
        .flatMap(dir -> NAMES.stream().map(name -> Path.of(dir, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// The protocol is spoken over two pipes, which the shell puts where Chromium looks for them: no
  /// port is open that a page or another user could talk to, and a browser whose worker died reads
  /// the pipe's end and ends, too.
  List<String> command(Path profile) {
    var command =
        new ArrayList<>(
            List.of("/bin/sh", "-c", "exec \"$@\" 3<&0 4>&1 </dev/null >/dev/null", "sh"));
    command.add(program.toString());
    command.add("--user-data-dir=" + profile);
    if (!sandbox) command.add("--no-sandbox");
    command.addAll(
        List.of(
            "--headless",
            "--remote-debugging-pipe",
            // Tabs have proxies of their own; whatever is not a tab's reaches nothing.
            "--proxy-server=socks5://127.0.0.1:1",
            "--proxy-bypass-list=<-loopback>",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            "--disable-quic",
            "--dns-prefetch-disable",
            "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
            "--webrtc-ip-handling-policy=disable_non_proxied_udp",
            "--disable-background-networking",
            "--disable-client-side-phishing-detection",
            "--disable-component-update",
            "--disable-component-extensions-with-background-pages",
            "--disable-default-apps",
            "--disable-domain-reliability",
            "--disable-extensions",
            "--disable-sync",
            "--disable-breakpad",
            "--disable-crash-reporter",
            "--no-pings",
            "--no-first-run",
            "--no-default-browser-check",
            "--no-service-autorun",
            "--password-store=basic",
            "--use-mock-keychain",
            "--block-new-web-contents",
            "--deny-permission-prompts",
            "--disable-notifications",
            "--disable-remote-fonts",
            "--disable-file-system",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-hang-monitor",
            "--disable-ipc-flooding-protection",
            "--mute-audio",
            "--hide-scrollbars",
            "--blink-settings=imagesEnabled=false",
            "--js-flags=--max-old-space-size=256",
            "--renderer-process-limit=2",
            "--disable-features=Translate,OptimizationHints,MediaRouter,DialMediaRouteProvider,"
                + "PreconnectToSearch,NavigationPredictor,SpeculationRulesPrefetchFuture,Prerender2,"
                + "CertificateTransparencyComponentUpdater,AutofillServerCommunication,"
                + "InterestFeedContentSuggestions,NetworkTimeServiceQuerying,Prewarm,"
                + "SearchPrefetch,DSEPreconnect,LensOverlay,GlobalMediaControls",
            "about:blank"));
    return command;
  }
}
