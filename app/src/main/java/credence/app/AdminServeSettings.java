package credence.app;

import credence.http.settings.AdminSettings;
import credence.http.settings.AdmissionSettings;
import credence.model.LocatedError;
import credence.retraining.RetrainingSettings;
import java.util.List;
import java.util.stream.Stream;

/// The settings of the admin port, training sets and training runs.
final class AdminServeSettings {
  /// The settings, in the order of the help text.
  static final List<Setting> ALL =
      Stream.of(admin(AdminSettings.defaults()), retraining(RetrainingSettings.defaults()))
          .flatMap(List::stream)
          .toList();

  private AdminServeSettings() {}

  private static List<Setting> admin(AdminSettings admin) {
    AdmissionSettings admission = admin.admission();
    return List.of(
        Setting.whole("adminPort", admin.port(), "Admin API port; 0 selects a free one."),
        new Setting(
            "adminHost",
            new Setting.Text("HOST"),
            admin.host(),
            "Address of the admin port; unless it is a loopback address, every request needs a token."),
        Setting.flag(
            "adminTokensRequired",
            admin.tokensRequired(),
            "Whether requests from loopback addresses also need a token."),
        Setting.whole(
            "adminConnectionsMax",
            admission.connectionsMax(),
            "Maximum number of open connections of the admin port."),
        Setting.whole(
            "adminUnknownConnectionsMax",
            admission.unknownConnectionsMax(),
            "Maximum number of them without an admitted request; a new one closes the oldest."),
        Setting.whole(
            "adminUnknownConnectionsPerAddressMax",
            admission.unknownConnectionsPerAddressMax(),
            "Maximum number of connections without an admitted request from one address."),
        Setting.whole(
            "adminAdmissionMillis",
            admission.admissionMillis(),
            "Time from the start of a connection of the admin port to its first admitted request."),
        Setting.whole(
            "adminWrongTokensPerMinuteMax",
            admission.wrongTokensPerMinuteMax(),
            "Maximum number of wrong tokens from one address per minute; beyond it the response is 429."));
  }

  private static List<Setting> retraining(RetrainingSettings retraining) {
    return List.of(
        Setting.whole(
            "trainingSetQuietSeconds",
            retraining.trainingSetQuietSeconds(),
            "How long a training set must remain unchanged before it is considered complete."),
        Setting.whole(
            "trainingSetBytesMax",
            retraining.trainingSetBytesMax(),
            "Maximum size of an uploaded training set."),
        Setting.whole(
            "trainingSetCheckSecondsMax",
            retraining.trainingSetCheckSecondsMax(),
            "Time limit of the check of a training set."),
        Setting.whole(
            "trainingRetrySecondsMax",
            retraining.trainingRetrySecondsMax(),
            "Maximum delay, in seconds, before training is retried after a full disk."),
        Setting.whole(
            "trainingFreeMebibytesMin",
            retraining.trainingFreeMebibytesMin(),
            "Free disk space, in MiB, required to start a training run."),
        Setting.flag(
            "trainOnArrival",
            retraining.trainOnArrival(),
            "Whether an accepted training set starts a training run automatically."),
        Setting.whole(
            "trainingRunsAtOnce",
            retraining.trainingRunsAtOnce(),
            "Maximum number of concurrent training runs."),
        Setting.whole(
            "trainingRunsQueuedMax",
            retraining.trainingRunsQueuedMax(),
            "Maximum number of waiting training runs."),
        Setting.whole(
            "trainingHeapMebibytes",
            retraining.trainingHeapMebibytes(),
            "Java heap of each training run and check, in MiB; 0 derives it from the machine's memory."),
        Setting.whole(
            "trainingEngineMebibytes",
            retraining.trainingEngineMebibytes(),
            "Additional memory of its parquet engine, in MiB; 0 derives it from the machine's memory."),
        Setting.whole(
            "trainingNice",
            retraining.trainingNice(),
            "Nice value of their processes relative to the server, up to 19 (lowest priority)."));
  }

  /// The admin port's settings; valid only if [SettingValues#errors()] is empty afterwards.
  static AdminSettings admin(SettingValues values) {
    AdminSettings settings =
        new AdminSettings(
            values.text("adminHost"),
            values.small("adminPort"),
            values.flag("adminTokensRequired"),
            new AdmissionSettings(
                values.small("adminConnectionsMax"),
                values.small("adminUnknownConnectionsMax"),
                values.small("adminUnknownConnectionsPerAddressMax"),
                values.small("adminAdmissionMillis"),
                values.small("adminWrongTokensPerMinuteMax")));
    keep(settings.errors(), values);
    return settings;
  }

  /// The settings of training sets and runs; valid only if [SettingValues#errors()] is empty
  /// afterwards.
  static RetrainingSettings retraining(SettingValues values) {
    RetrainingSettings settings =
        new RetrainingSettings(
            values.small("trainingSetQuietSeconds"),
            values.whole("trainingSetBytesMax"),
            values.flag("trainOnArrival"),
            values.small("trainingRunsAtOnce"),
            values.small("trainingRunsQueuedMax"),
            values.small("trainingHeapMebibytes"),
            values.small("trainingEngineMebibytes"),
            values.small("trainingNice"),
            values.small("trainingSetCheckSecondsMax"),
            values.small("trainingRetrySecondsMax"),
            values.small("trainingFreeMebibytesMin"));
    keep(settings.errors(), values);
    return settings;
  }

  private static void keep(List<LocatedError> errors, SettingValues values) {
    errors.forEach(error -> values.addError(error.place(), error.expected()));
  }
}
