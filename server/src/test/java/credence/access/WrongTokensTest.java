package credence.access;

import static org.assertj.core.api.Assertions.assertThat;

import credence.logging.EventLog;
import credence.logging.LogFormat;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Wrong tokens")
class WrongTokensTest {
  private final AtomicLong now = new AtomicLong();
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final EventLog log =
      new EventLog(
          new PrintStream(logged, true, StandardCharsets.UTF_8),
          LogFormat.JSON,
          InstantSource.system());
  private final WrongTokens wrong = new WrongTokens(2, log, now::get);

  private void pass(long seconds) {
    now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  private long lines() {
    log.close();
    return logged.toString(StandardCharsets.UTF_8).lines().count();
  }

  @Test
  @DisplayName("slow down their own address until its minute is over")
  void slowed() {
    assertThat(wrong.count("192.0.2.1")).isZero();
    pass(10);
    assertThat(wrong.count("192.0.2.1")).isZero();
    assertThat(wrong.count("192.0.2.1")).isEqualTo(50);
    assertThat(wrong.count("192.0.2.2")).isZero();
    pass(49);
    assertThat(wrong.count("192.0.2.1")).isEqualTo(1);
    pass(1);
    assertThat(wrong.count("192.0.2.1")).isZero();
    assertThat(wrong.total()).isEqualTo(6);
  }

  @Test
  @DisplayName(
      "are counted for a limited number of addresses, and logged in a limited number of lines")
  void bounded() {
    for (int i = 0; i < 10 * WrongTokens.ADDRESSES_MAX; i++) {
      wrong.count("192.0.2." + i);
      assertThat(wrong.addresses()).isLessThanOrEqualTo(WrongTokens.ADDRESSES_MAX);
    }
    pass(60);
    wrong.count("192.0.2.1");
    assertThat(wrong.addresses()).isEqualTo(1);
    assertThat(lines()).isEqualTo(WrongTokens.LINES_PER_MINUTE_MAX + 1);
    assertThat(logged.toString(StandardCharsets.UTF_8))
        .contains(
            "\"others_not_logged\":"
                + (10 * WrongTokens.ADDRESSES_MAX - WrongTokens.LINES_PER_MINUTE_MAX));
  }
}
