package credence.app;

import credence.http.settings.AdminSettings;
import credence.http.settings.AdmissionSettings;
import credence.model.Fault;
import credence.retraining.RetrainingSettings;
import java.util.List;
import java.util.stream.Stream;

/// What can be set about the admin port, training sets and training runs, as options, environment
/// and config.yaml name it.
final class AdminServeSettings {
  /// The settings, in the order that help lists them.
  static final List<Setting> ALL =
      Stream.of(admin(AdminSettings.defaults()), retraining(RetrainingSettings.defaults()))
          .flatMap(List::stream)
          .toList();

  private AdminServeSettings() {}

  private static List<Setting> admin(AdminSettings admin) {
    AdmissionSettings admission = admin.admission();
    return List.of(
        Setting.whole(
            "adminPort",
            admin.port(),
            "The TCP port for whoever looks after the models; 0 takes a free one."),
        new Setting(
            "adminHost",
            new Setting.Text("HOST"),
            admin.host(),
            "The address of that port; on another than loopback every request needs a token."),
        Setting.truth(
            "adminTokensRequired",
            admin.tokensRequired(),
            "Whether requests on loopback need a token as well."),
        Setting.whole(
            "adminConnectionsMax", admission.connectionsMax(), "Open connections of that port."),
        Setting.whole(
            "adminUnknownConnectionsMax",
            admission.unknownConnectionsMax(),
            "Those of them that have sent no admitted request; a new one displaces the oldest."),
        Setting.whole(
            "adminUnknownConnectionsPerAddressMax",
            admission.unknownConnectionsPerAddressMax(),
            "Those that have sent no admitted request, from one address."),
        Setting.whole(
            "adminAdmissionMillis",
            admission.admissionMillis(),
            "From the beginning of a connection of that port to a request that is admitted."),
        Setting.whole(
            "adminWrongTokensPerMinuteMax",
            admission.wrongTokensPerMinuteMax(),
            "Wrong tokens from one address in a minute; more are answered 429."));
  }

  private static List<Setting> retraining(RetrainingSettings retraining) {
    return List.of(
        Setting.whole(
            "trainingSetQuietSeconds",
            retraining.trainingSetQuietSeconds(),
            "How long a training set must not change before it counts as complete."),
        Setting.whole(
            "trainingSetBytesMax",
            retraining.trainingSetBytesMax(),
            "The longest training set that may be uploaded."),
        Setting.whole(
            "trainingSetCheckSecondsMax",
            retraining.trainingSetCheckSecondsMax(),
            "How long the check of a training set may take."),
        Setting.whole(
            "trainingRetrySecondsMax",
            retraining.trainingRetrySecondsMax(),
            "The longest pause, in seconds, before training is tried again after a full disk."),
        Setting.whole(
            "trainingFreeMebibytesMin",
            retraining.trainingFreeMebibytesMin(),
            "How much of the home's disk has to be free for a training run to begin, in MiB."),
        Setting.truth(
            "trainOnArrival",
            retraining.trainOnArrival(),
            "Whether a training set that was accepted is trained on by itself."),
        Setting.whole(
            "trainingRunsAtOnce",
            retraining.trainingRunsAtOnce(),
            "How many training runs work at the same time."),
        Setting.whole(
            "trainingRunsQueuedMax", retraining.trainingRunsQueuedMax(), "How many more may wait."),
        Setting.whole(
            "trainingHeapMebibytes",
            retraining.trainingHeapMebibytes(),
            "The Java heap of each run and each check, in MiB; 0: as the machine allows."),
        Setting.whole(
            "trainingEngineMebibytes",
            retraining.trainingEngineMebibytes(),
            "The memory of each one's parquet engine besides, in MiB; 0: as the machine allows."),
        Setting.whole(
            "trainingNice",
            retraining.trainingNice(),
            "How much lower than the server's their priority is, up to 19: only when nothing else"
                + " wants the processor."));
  }

  /// The admin port's settings; of use only if [SettingValues#faults()] is empty afterwards.
  static AdminSettings admin(SettingValues values) {
    AdminSettings settings =
        new AdminSettings(
            values.text("adminHost"),
            values.small("adminPort"),
            values.truth("adminTokensRequired"),
            new AdmissionSettings(
                values.small("adminConnectionsMax"),
                values.small("adminUnknownConnectionsMax"),
                values.small("adminUnknownConnectionsPerAddressMax"),
                values.small("adminAdmissionMillis"),
                values.small("adminWrongTokensPerMinuteMax")));
    keep(settings.faults(), values);
    return settings;
  }

  /// The settings of training sets and runs; of use only if [SettingValues#faults()] is empty
  /// afterwards.
  static RetrainingSettings retraining(SettingValues values) {
    RetrainingSettings settings =
        new RetrainingSettings(
            values.small("trainingSetQuietSeconds"),
            values.whole("trainingSetBytesMax"),
            values.truth("trainOnArrival"),
            values.small("trainingRunsAtOnce"),
            values.small("trainingRunsQueuedMax"),
            values.small("trainingHeapMebibytes"),
            values.small("trainingEngineMebibytes"),
            values.small("trainingNice"),
            values.small("trainingSetCheckSecondsMax"),
            values.small("trainingRetrySecondsMax"),
            values.small("trainingFreeMebibytesMin"));
    keep(settings.faults(), values);
    return settings;
  }

  private static void keep(List<Fault> faults, SettingValues values) {
    faults.forEach(fault -> values.fault(fault.place(), fault.expected()));
  }
}
