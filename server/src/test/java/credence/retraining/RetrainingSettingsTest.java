package credence.retraining;

import static org.assertj.core.api.Assertions.assertThat;

import credence.http.settings.AdminSettings;
import credence.http.settings.AdmissionSettings;
import credence.model.LocatedError;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The settings of the admin port, training sets and runs")
class RetrainingSettingsTest {
  @Test
  @DisplayName("have these defaults, which are valid")
  void defaults() {
    assertThat(RetrainingSettings.defaults())
        .isEqualTo(
            new RetrainingSettings(5, 8_589_934_592L, false, 1, 100, 0, 0, 19, 3_600, 60, 16));
    assertThat(RetrainingSettings.defaults().errors()).isEmpty();
    assertThat(AdminSettings.defaults())
        .isEqualTo(
            new AdminSettings(
                "127.0.0.1", 8081, false, new AdmissionSettings(512, 256, 128, 5_000, 10)));
    assertThat(AdminSettings.defaults().errors()).isEmpty();
  }

  @Test
  @DisplayName("that are out of range are all reported")
  void outOfRange() {
    assertThat(new RetrainingSettings(-1, 0, false, 0, 0, 23, 63, 20, 0, 0, -1).errors())
        .extracting(LocatedError::place)
        .containsExactlyInAnyOrder(
            "trainingSetQuietSeconds",
            "trainingSetBytesMax",
            "trainingRunsAtOnce",
            "trainingRunsQueuedMax",
            "trainingHeapMebibytes",
            "trainingEngineMebibytes",
            "trainingNice",
            "trainingSetCheckSecondsMax",
            "trainingRetrySecondsMax",
            "trainingFreeMebibytesMin");
    assertThat(
            new RetrainingSettings(5, 1 << 30, false, 1, 100, 24, 64, 19, 3_600, 60, 16).errors())
        .isEmpty();
    assertThat(
            new RetrainingSettings(5, 1 << 30, false, 1, 100, 23, 64, 19, 3_600, 60, 16).errors())
        .extracting(LocatedError::message)
        .singleElement()
        .asString()
        .contains("trainingHeapMebibytes", "from 24");
    assertThat(
            new AdminSettings("127.0.0.1", 70_000, false, new AdmissionSettings(1, 1, 9, 9, 0))
                .errors())
        .extracting(LocatedError::place)
        .containsExactly(
            "adminPort",
            "adminConnectionsMax",
            "adminUnknownConnectionsPerAddressMax",
            "adminAdmissionMillis",
            "adminWrongTokensPerMinuteMax");
  }
}
