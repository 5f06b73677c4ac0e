package credence.http.settings;

import credence.model.LocatedError;
import credence.wire.PredictionFormat;
import java.util.ArrayList;
import java.util.List;

/// The settings of the server, one record for each concern. Each default is stated only here.
///
/// @param listen the listener
/// @param limits limits of requests and memory
/// @param timeouts time limits
/// @param answers answers to prediction requests
/// @param pollMillis interval in milliseconds at which the registry is checked for changes, 10 to
///   1,000
/// @param accessLog whether each request is logged
public record ServerSettings(
    ListenSettings listen,
    LimitSettings limits,
    TimeoutSettings timeouts,
    AnswerSettings answers,
    int pollMillis,
    boolean accessLog) {
  /// The defaults.
  public static ServerSettings defaults() {
    return new ServerSettings(
        ListenSettings.defaults(),
        LimitSettings.defaults(),
        TimeoutSettings.defaults(),
        AnswerSettings.defaults(),
        200,
        false);
  }

  /// All settings that are out of range; empty if the settings are valid.
  public List<LocatedError> errors() {
    Ranges ranges = new Ranges();
    ranges.check("port", listen.port(), 0, 65_535);
    ranges.check("eventLoops", listen.eventLoops(), 1, 256);
    ranges.check("bodyBytesMax", limits.bodyBytesMax(), 64, 16 << 20);
    ranges.check("batchBodyBytesMax", limits.batchBodyBytesMax(), 64, 64 << 20);
    ranges.check("batchRecordsMax", limits.batchRecordsMax(), 1, 10_000_000);
    ranges.check("recordBytesMax", limits.recordBytesMax(), 64, 16 << 20);
    ranges.check("headerBytesMax", limits.headerBytesMax(), 256, 1 << 20);
    ranges.check("headerFieldsMax", limits.headerFieldsMax(), 16, 10_000);
    ranges.check("requestLineBytesMax", limits.requestLineBytesMax(), 128, 1 << 16);
    ranges.check("connectionsMax", limits.connectionsMax(), 1, 1_000_000);
    ranges.check("bufferedBytesMax", limits.bufferedBytesMax(), 1 << 16, 1L << 34);
    ranges.check("turnMicrosMax", limits.turnMicrosMax(), 1, 10_000_000);
    ranges.check("unreadBytesMax", limits.unreadBytesMax(), 1 << 12, 16 << 20);
    ranges.check("batchUnreadBytesMax", limits.batchUnreadBytesMax(), 1 << 12, 1 << 30);
    ranges.check("discardedBytesMax", limits.discardedBytesMax(), 0, 1 << 30);
    ranges.check("faultsMax", limits.faultsMax(), 1, 100_000);
    ranges.check("recordFaultsMax", limits.recordFaultsMax(), 1, 100_000);
    ranges.check("headTimeoutMillis", timeouts.headTimeoutMillis(), 100, 600_000);
    ranges.check("requestTimeoutMillis", timeouts.requestTimeoutMillis(), 100, 600_000);
    ranges.check("idleTimeoutMillis", timeouts.idleTimeoutMillis(), 100, 3_600_000);
    ranges.check("streamIdleMillis", timeouts.streamIdleMillis(), 100, 600_000);
    ranges.check("unreadTimeoutMillis", timeouts.unreadTimeoutMillis(), 100, 600_000);
    ranges.check("batchUnreadMillis", timeouts.batchUnreadMillis(), 100, 600_000);
    ranges.check("drainMillis", timeouts.drainMillis(), 0, 600_000);
    ranges.check("finishMillis", timeouts.finishMillis(), 100, 600_000);
    ranges.check(
        "predictionDecimals", answers.predictionDecimals(), 0, PredictionFormat.DECIMALS_MAX);
    ranges.check("pollMillis", pollMillis, 10, 1_000);
    return ranges.errors;
  }

  private static final class Ranges {
    final List<LocatedError> errors = new ArrayList<>();

    void check(String setting, long value, long min, long max) {
      if (value < min || value > max) {
        errors.add(new LocatedError(setting, "expected an integer from " + min + " to " + max));
      }
    }
  }
}
