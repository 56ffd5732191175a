package dev.revue.ingest;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Lets one request at a time to each address, with a delay in between. A request for a server with
/// several addresses takes all of them, because any of them may be connected to: two servers with
/// an address in common take turns. Knows of this process only, and of no address that another
/// look-up would give. Thread-safe.
final class AddressGate {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
  private static final int TIDY_EVERY = 10_000;

  private final Map<InetAddress, Instant> free = new HashMap<>(); // MAX while one is under way
  private int entered;

  /// Empty where the request may go out, which must `leave` then; otherwise when to try again.
  synchronized Optional<Instant> enter(Set<InetAddress> addresses, Instant now) {
    Instant at = Instant.MIN;
    for (InetAddress address : addresses) {
      at = later(at, free.getOrDefault(address, Instant.MIN));
    }
    if (at.equals(Instant.MAX)) return Optional.of(now.plus(LOOK_AGAIN));
    if (at.isAfter(now)) {
      // All of them from then on, or those with fewer addresses would always be first.
      for (InetAddress address : addresses) free.merge(address, at, AddressGate::later);
      return Optional.of(at);
    }
    if (++entered % TIDY_EVERY == 0) free.values().removeIf(then -> !then.isAfter(now));
    addresses.forEach(address -> free.put(address, Instant.MAX));
    return Optional.empty();
  }

  /// The request is over, and the next may follow at `next`.
  synchronized void leave(Set<InetAddress> addresses, Instant next) {
    addresses.forEach(address -> free.put(address, next));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
