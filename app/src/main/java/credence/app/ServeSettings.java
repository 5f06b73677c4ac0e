package credence.app;

import credence.decision.segment.Durability;
import credence.decision.segment.SegmentSettings;
import credence.http.settings.AnswerSettings;
import credence.http.settings.AnswerSettings.DefaultAnswer;
import credence.http.settings.LimitSettings;
import credence.http.settings.ListenSettings;
import credence.http.settings.ServerSettings;
import credence.http.settings.TimeoutSettings;
import credence.logging.LogFormat;
import credence.model.LocatedError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/// The settings of the server.
final class ServeSettings {
  /// The settings, in the order of the help text.
  static final List<Setting> ALL =
      Stream.of(all(ServerSettings.defaults()), TlsServeSettings.ALL, AdminServeSettings.ALL)
          .flatMap(List::stream)
          .toList();

  private ServeSettings() {}

  private static List<Setting> all(ServerSettings by) {
    ListenSettings listen = by.listen();
    AnswerSettings answers = by.answers();
    List<Setting> all = new ArrayList<>();
    Collections.addAll(
        all,
        Setting.whole("port", listen.port(), "TCP port; 0 selects a free one."),
        new Setting(
            "host",
            new Setting.Text("HOST"),
            listen.host(),
            "Address to listen on; 0.0.0.0 for all."),
        Setting.whole(
            "eventLoops", listen.eventLoops(), "Number of threads that serve connections."),
        Setting.choice(
            "defaultAnswer",
            answers.defaultAnswer(),
            "The versions that serve requests that don't specify a version."),
        Setting.whole(
            "predictionDecimals",
            answers.predictionDecimals(),
            "Decimals of a prediction, up to 17; 0 writes doubles at full precision."),
        Setting.choice("logFormat", LogFormat.TEXT, "Format of log lines."),
        Setting.flag("accessLog", by.accessLog(), "Whether each request is logged."),
        Setting.whole(
            "pollMillis",
            by.pollMillis(),
            "Interval at which the registry is checked for changes."));
    all.addAll(timeouts(by.timeouts()));
    all.addAll(limits(by.limits()));
    all.addAll(held(by.limits()));
    all.addAll(decisions(SegmentSettings.defaults(Durability.NONE)));
    return List.copyOf(all);
  }

  private static List<Setting> timeouts(TimeoutSettings timeouts) {
    return List.of(
        Setting.whole(
            "drainMillis",
            timeouts.drainMillis(),
            "How long requests are still accepted after the server was asked to stop."),
        Setting.whole(
            "finishMillis",
            timeouts.finishMillis(),
            "Time limit for requests in flight after that."),
        Setting.whole(
            "headTimeoutMillis",
            timeouts.headTimeoutMillis(),
            "Time limit from the first to the last byte of a request's head."),
        Setting.whole(
            "requestTimeoutMillis",
            timeouts.requestTimeoutMillis(),
            "Time limit from a request's head to the last byte of its body."),
        Setting.whole(
            "idleTimeoutMillis",
            timeouts.idleTimeoutMillis(),
            "Time limit of a connection without a request."),
        Setting.whole(
            "streamIdleMillis",
            timeouts.streamIdleMillis(),
            "Time limit of a batch without progress."),
        Setting.whole(
            "unreadTimeoutMillis",
            timeouts.unreadTimeoutMillis(),
            "Time limit of a client that does not read its responses."),
        Setting.whole(
            "batchUnreadMillis",
            timeouts.batchUnreadMillis(),
            "Time limit of a client that does not read the answers to a batch that it is sending."));
  }

  private static List<Setting> limits(LimitSettings limits) {
    return List.of(
        Setting.whole(
            "bodyBytesMax",
            limits.bodyBytesMax(),
            "Maximum size of the body of a prediction request."),
        Setting.whole(
            "batchBodyBytesMax",
            limits.batchBodyBytesMax(),
            "Maximum size of a batch as a JSON array."),
        Setting.whole(
            "batchRecordsMax",
            limits.batchRecordsMax(),
            "Maximum number of records of a batch as a JSON array."),
        Setting.whole(
            "recordBytesMax", limits.recordBytesMax(), "Maximum size of a record of a batch."),
        Setting.whole(
            "headerBytesMax", limits.headerBytesMax(), "Maximum size of all header fields."),
        Setting.whole(
            "headerFieldsMax",
            limits.headerFieldsMax(),
            "Maximum number of header fields of a request."),
        Setting.whole(
            "requestLineBytesMax",
            limits.requestLineBytesMax(),
            "Maximum size of the request line including its query."));
  }

  private static List<Setting> held(LimitSettings limits) {
    return List.of(
        Setting.whole(
            "connectionsMax",
            limits.connectionsMax(),
            "Maximum number of open connections of all clients."),
        Setting.whole(
            "bufferedBytesMax",
            limits.bufferedBytesMax(),
            "Maximum memory for all clients' waiting requests and unread responses; default: a share of the heap."),
        Setting.whole(
            "turnMicrosMax",
            limits.turnMicrosMax(),
            "How long an event loop serves requests before it reads new ones; if these wait too long, the rest is rejected."),
        Setting.whole(
            "unreadBytesMax",
            limits.unreadBytesMax(),
            "Unread responses of a client beyond which no more requests are read from it."),
        Setting.whole(
            "batchUnreadBytesMax",
            limits.batchUnreadBytesMax(),
            "Unread answers to a batch beyond which no more of it is read."),
        Setting.whole(
            "discardedBytesMax",
            limits.discardedBytesMax(),
            "Maximum part of a request that is received and discarded after its response."),
        Setting.whole(
            "faultsMax",
            limits.faultsMax(),
            "Maximum number of errors listed in a response to a prediction request."),
        Setting.whole(
            "recordFaultsMax",
            limits.recordFaultsMax(),
            "Maximum number of errors listed for a record of a batch."));
  }

  private static List<Setting> decisions(SegmentSettings by) {
    return List.of(
        Setting.choice(
            "decisionDurability",
            by.durability(),
            "When a decision counts as logged, so that it is answered; none logs no decisions."),
        new Setting(
            "decisions",
            new Setting.Text("DIR"),
            "",
            "Folder of the decision log, on a local file system; default: decisions in the home."),
        Setting.whole(
            "decisionSegmentBytesMax",
            by.segmentBytesMax(),
            "Size from which the decision log continues in a new file."),
        Setting.whole(
            "decisionSegmentSecondsMax",
            by.segmentSecondsMax(),
            "Age from which the decision log continues in a new file."),
        Setting.whole(
            "decisionBacklogBytesMax",
            by.backlogBytesMax(),
            "Records of an event loop that wait for the disk, beyond which predictions are refused."),
        Setting.whole(
            "decisionBacklogMillisMax",
            by.backlogMillisMax(),
            "How long a record may wait for the disk before its prediction is refused."));
  }

  /// The settings of the decision log; valid only if [SettingValues#errors()] is empty afterwards.
  static SegmentSettings decisions(SettingValues values) {
    SegmentSettings settings =
        new SegmentSettings(
            values.choice("decisionDurability", Durability.class),
            values.small("decisionSegmentBytesMax"),
            values.small("decisionSegmentSecondsMax"),
            values.small("decisionBacklogBytesMax"),
            values.small("decisionBacklogMillisMax"));
    addErrors(settings.errors(), values);
    return settings;
  }

  private static void addErrors(List<LocatedError> outOfRange, SettingValues values) {
    for (LocatedError error : outOfRange) {
      values.addError(error.place(), error.expected());
    }
  }

  /// The server's settings; valid only if [SettingValues#errors()] is empty afterwards.
  static ServerSettings read(SettingValues values) {
    ServerSettings settings =
        new ServerSettings(
            new ListenSettings(
                values.text("host"),
                values.small("port"),
                values.small("eventLoops"),
                TlsServeSettings.read(values)),
            new LimitSettings(
                values.small("bodyBytesMax"),
                values.small("batchBodyBytesMax"),
                values.small("batchRecordsMax"),
                values.small("recordBytesMax"),
                values.small("headerBytesMax"),
                values.small("headerFieldsMax"),
                values.small("requestLineBytesMax"),
                values.small("connectionsMax"),
                values.whole("bufferedBytesMax"),
                values.small("turnMicrosMax"),
                values.small("unreadBytesMax"),
                values.small("batchUnreadBytesMax"),
                values.small("discardedBytesMax"),
                values.small("faultsMax"),
                values.small("recordFaultsMax")),
            new TimeoutSettings(
                values.small("headTimeoutMillis"),
                values.small("requestTimeoutMillis"),
                values.small("idleTimeoutMillis"),
                values.small("streamIdleMillis"),
                values.small("unreadTimeoutMillis"),
                values.small("batchUnreadMillis"),
                values.small("drainMillis"),
                values.small("finishMillis")),
            new AnswerSettings(
                values.small("predictionDecimals"),
                values.choice("defaultAnswer", DefaultAnswer.class)),
            values.small("pollMillis"),
            values.flag("accessLog"));
    addErrors(settings.errors(), values);
    return settings;
  }

  /// The format of the log.
  static LogFormat logFormat(SettingValues values) {
    return values.choice("logFormat", LogFormat.class);
  }
}
