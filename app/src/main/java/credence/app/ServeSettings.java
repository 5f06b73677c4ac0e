package credence.app;

import credence.http.settings.AnswerSettings;
import credence.http.settings.AnswerSettings.DefaultAnswer;
import credence.http.settings.LimitSettings;
import credence.http.settings.ListenSettings;
import credence.http.settings.ServerSettings;
import credence.http.settings.TimeoutSettings;
import credence.logging.LogFormat;
import credence.model.Fault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/// What can be set about the server, as options, environment and config.yaml name it.
final class ServeSettings {
  /// The settings, in the order that help lists them.
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
        Setting.whole("port", listen.port(), "The TCP port; 0 takes a free one."),
        new Setting(
            "host",
            new Setting.Text("HOST"),
            listen.host(),
            "The address to listen on; 0.0.0.0 is all."),
        Setting.whole("eventLoops", listen.eventLoops(), "Threads that serve connections."),
        Setting.choice(
            "defaultAnswer",
            answers.defaultAnswer(),
            "Which versions answer a request that names none."),
        Setting.whole(
            "predictionDecimals",
            answers.predictionDecimals(),
            "Decimals of a prediction, up to 17; 0 writes every double in full."),
        Setting.choice("logFormat", LogFormat.TEXT, "How a line of the log is written."),
        Setting.truth("accessLog", by.accessLog(), "Whether each request is logged."),
        Setting.whole(
            "pollMillis", by.pollMillis(), "How often to look whether the registry has changed."));
    all.addAll(timeouts(by.timeouts()));
    all.addAll(limits(by.limits()));
    return List.copyOf(all);
  }

  private static List<Setting> timeouts(TimeoutSettings timeouts) {
    return List.of(
        Setting.whole(
            "drainMillis",
            timeouts.drainMillis(),
            "How long requests are accepted after the server was told to stop."),
        Setting.whole(
            "finishMillis",
            timeouts.finishMillis(),
            "How long requests in flight may then take to finish."),
        Setting.whole(
            "headTimeoutMillis",
            timeouts.headTimeoutMillis(),
            "From the first byte of a request's head to its last."),
        Setting.whole(
            "requestTimeoutMillis",
            timeouts.requestTimeoutMillis(),
            "From a request's head to the last byte of its body."),
        Setting.whole(
            "idleTimeoutMillis",
            timeouts.idleTimeoutMillis(),
            "How long a connection may stay without a request."),
        Setting.whole(
            "streamIdleMillis",
            timeouts.streamIdleMillis(),
            "How long a batch may stay without progress."),
        Setting.whole(
            "unreadTimeoutMillis",
            timeouts.unreadTimeoutMillis(),
            "How long a client may take none of the answers that it is owed."));
  }

  private static List<Setting> limits(LimitSettings limits) {
    return List.of(
        Setting.whole("bodyBytesMax", limits.bodyBytesMax(), "The longest body of a prediction."),
        Setting.whole(
            "batchBodyBytesMax",
            limits.batchBodyBytesMax(),
            "The longest batch that comes as a JSON array."),
        Setting.whole(
            "batchRecordsMax",
            limits.batchRecordsMax(),
            "The most records of a batch that comes as a JSON array."),
        Setting.whole("recordBytesMax", limits.recordBytesMax(), "The longest record of a batch."),
        Setting.whole("headerBytesMax", limits.headerBytesMax(), "All header fields together."),
        Setting.whole(
            "headerFieldsMax", limits.headerFieldsMax(), "The most header fields of a request."),
        Setting.whole(
            "requestLineBytesMax",
            limits.requestLineBytesMax(),
            "The request line with its query."),
        Setting.whole(
            "connectionsMax", limits.connectionsMax(), "Open connections, of all clients."),
        Setting.whole(
            "bufferedBytesMax",
            limits.bufferedBytesMax(),
            "What is held for all clients: requests that wait and answers not yet taken; default: a share of the heap."),
        Setting.whole(
            "turnMicrosMax",
            limits.turnMicrosMax(),
            "How long an event loop answers before it looks for more; if more waits for long, the rest is refused."),
        Setting.whole(
            "unreadBytesMax",
            limits.unreadBytesMax(),
            "Answers not yet taken by a client beyond which nothing more is read from it."),
        Setting.whole(
            "faultsMax", limits.faultsMax(), "Faults that the answer to a prediction lists."),
        Setting.whole(
            "recordFaultsMax",
            limits.recordFaultsMax(),
            "Faults that the answer to a record of a batch lists."));
  }

  /// The server's settings; of use only if [SettingValues#faults()] is empty afterwards.
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
                values.small("faultsMax"),
                values.small("recordFaultsMax")),
            new TimeoutSettings(
                values.small("headTimeoutMillis"),
                values.small("requestTimeoutMillis"),
                values.small("idleTimeoutMillis"),
                values.small("streamIdleMillis"),
                values.small("unreadTimeoutMillis"),
                values.small("drainMillis"),
                values.small("finishMillis")),
            new AnswerSettings(
                values.small("predictionDecimals"),
                values.choice("defaultAnswer", DefaultAnswer.class)),
            values.small("pollMillis"),
            values.truth("accessLog"));
    for (Fault outOfRange : settings.faults()) {
      values.fault(outOfRange.place(), outOfRange.expected());
    }
    return settings;
  }

  /// How the log is written.
  static LogFormat logFormat(SettingValues values) {
    return values.choice("logFormat", LogFormat.class);
  }
}
