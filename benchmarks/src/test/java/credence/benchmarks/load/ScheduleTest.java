package credence.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScheduleTest {
  @Test
  void spacesRequestsEvenlyWithoutARamp() {
    Schedule schedule = new Schedule(1_000, 0);
    assertThat(schedule.dueNanos(0)).isZero();
    assertThat(schedule.dueNanos(1)).isEqualTo(1_000_000);
    assertThat(schedule.dueNanos(60_000)).isEqualTo(60_000_000_000L);
  }

  @Test
  void sendsHalfAsManyDuringARampAndGoesOnAtTheFullRate() {
    Schedule schedule = new Schedule(1_000, 2);
    assertThat(schedule.dueNanos(250)).isEqualTo(1_000_000_000L);
    assertThat(schedule.dueNanos(1_000)).isEqualTo(2_000_000_000L);
    assertThat(schedule.dueNanos(2_000)).isEqualTo(3_000_000_000L);
  }
}
