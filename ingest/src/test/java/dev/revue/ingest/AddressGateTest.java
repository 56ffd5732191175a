package dev.revue.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AddressGateTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private final AddressGate gate = new AddressGate();

  @Test
  void anAddressIsAskedOnceAtATimeAndNotBeforeItsDelay() {
    InetAddress address = address(1);
    assertThat(gate.enter(address, NOW)).isEmpty();
    assertThat(gate.enter(address, NOW.plusSeconds(60))).isPresent();
    assertThat(gate.enter(address(2), NOW)).isEmpty();
    gate.leave(address, NOW.plusSeconds(63));
    assertThat(gate.enter(address, NOW.plusSeconds(62))).contains(NOW.plusSeconds(63));
    assertThat(gate.enter(address, NOW.plusSeconds(63))).isEmpty();
  }

  private static InetAddress address(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
