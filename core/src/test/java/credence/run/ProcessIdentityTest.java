package credence.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A process")
class ProcessIdentityTest {
  private static final ProcessIdentity THIS = ProcessIdentity.current();

  @Test
  @DisplayName("is recognised after the clock was set, by the ticks since the boot")
  void clockSet() {
    assumeTrue(THIS.startTick() != null, "the system shows the ticks");
    for (Duration step : new Duration[] {Duration.ofDays(-1), Duration.ZERO, Duration.ofDays(1)}) {
      ProcessIdentity before =
          new ProcessIdentity(THIS.pid(), THIS.startedAt().plus(step), THIS.startTick());
      assertThat(before.running()).contains(ProcessHandle.current());
    }
  }

  @Test
  @DisplayName("is not confused with a later one of the same number, or of another boot")
  void laterProcess() {
    assumeTrue(THIS.startTick() != null, "the system shows the ticks");
    for (String tick : new String[] {THIS.startTick() + "0", "0" + THIS.startTick()}) {
      assertThat(new ProcessIdentity(THIS.pid(), THIS.startedAt(), tick).running()).isEmpty();
    }
  }

  @Test
  @DisplayName("that an earlier build stored is recognised by the time of its start, within 5 s")
  void withoutTicks() {
    assertThat(new ProcessIdentity(THIS.pid(), THIS.startedAt().plusSeconds(4)).running())
        .isPresent();
    assertThat(new ProcessIdentity(THIS.pid(), THIS.startedAt().plusSeconds(60)).running())
        .isEmpty();
  }
}
