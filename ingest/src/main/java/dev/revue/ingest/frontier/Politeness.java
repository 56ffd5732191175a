package dev.revue.ingest.frontier;

import dev.revue.ingest.url.CanonicalUrl;

/// What counts as one host: it is asked one thing at a time, with its delay in between.
public enum Politeness {
  /// A registrable domain with all its hosts.
  DOMAIN,
  /// Each host name for itself.
  HOST,
  /// A registrable domain, and on top of that whatever answers at the same address.
  IP;

  /// Under which name the site of a URL is kept.
  String site(CanonicalUrl url) {
    String domain = url.domain();
    // A domain with a port is an address, or a name of its own already.
    return this != HOST || domain.equals(url.server()) ? domain : url.host();
  }
}
