package dev.revue.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AddressGateTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private final AddressGate gate = new AddressGate();

  @Test
  void anAddressIsAskedOnceAtATimeAndNotBeforeItsDelay() {
    Set<InetAddress> address = Set.of(address(1));
    assertThat(gate.enter(address, NOW)).isEmpty();
    assertThat(gate.enter(address, NOW.plusSeconds(60))).isPresent();
    assertThat(gate.enter(Set.of(address(2)), NOW)).isEmpty();
    gate.leave(address, NOW.plusSeconds(63));
    assertThat(gate.enter(address, NOW.plusSeconds(62))).contains(NOW.plusSeconds(63));
    assertThat(gate.enter(address, NOW.plusSeconds(63))).isEmpty();
  }

  @Test
  void serversWithAnAddressInCommonTakeTurnsWhicheverIsConnectedTo() {
    Set<InetAddress> one = Set.of(address(1), address(2));
    Set<InetAddress> other = Set.of(address(2), address(3));
    assertThat(gate.enter(one, NOW)).isEmpty();
    assertThat(gate.enter(other, NOW)).isPresent();
    assertThat(gate.enter(Set.of(address(3)), NOW)).as("was not taken").isEmpty();
    gate.leave(one, NOW.plusSeconds(3));
    gate.leave(Set.of(address(3)), NOW.plusSeconds(5));
    assertThat(gate.enter(other, NOW.plusSeconds(4))).contains(NOW.plusSeconds(5));
    assertThat(gate.enter(other, NOW.plusSeconds(5))).isEmpty();
  }

  private static InetAddress address(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
