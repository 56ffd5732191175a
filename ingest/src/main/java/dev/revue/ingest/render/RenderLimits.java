package dev.revue.ingest.render;

import java.time.Duration;

/// The most that a page may cost a browser.
///
/// @param total time from the navigation to the document's text
/// @param settle time after the load in which its scripts may still fetch
/// @param answer time in which a browser must do what it is told
/// @param requests to any server
/// @param bytes from all servers, as they are on the wire
/// @param htmlBytes of the document in the end
/// @param memoryBytes of the browser's processes
public record RenderLimits(
    Duration total,
    Duration settle,
    Duration answer,
    int requests,
    long bytes,
    int htmlBytes,
    long memoryBytes) {

  public static RenderLimits standard() {
    return new RenderLimits(
        Duration.ofSeconds(30),
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        200,
        20L << 20,
        5 << 20,
        1L << 30);
  }

  public RenderLimits memory(long most) {
    return new RenderLimits(total, settle, answer, requests, bytes, htmlBytes, most);
  }

  public RenderLimits total(Duration most) {
    return new RenderLimits(most, settle, answer, requests, bytes, htmlBytes, memoryBytes);
  }
}
