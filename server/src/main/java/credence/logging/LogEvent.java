package credence.logging;

import credence.registry.Event;
import java.util.Locale;

/// The events of a server's log. `docs/log.md` lists them for operators; a test holds that list to
/// this one.
public enum LogEvent {
  SERVER_STARTED(Level.INFO, "The server accepts predictions."),
  SERVER_STOPPING(Level.INFO, "The server is no longer ready and will stop."),
  SERVER_STOPPED(Level.INFO, "The server has stopped."),
  SERVER_CUT_OFF(
      Level.WARNING,
      "Requests in flight did not finish within `finishMillis` and were aborted.",
      "raise finishMillis if clients lost answers"),
  SERVER_NOT_RELEASED(
      Level.WARNING,
      "The event loops did not close in time while the server stopped.",
      "none, the process ends; report it if it recurs"),
  ADMIN_PORT_OPEN(Level.INFO, "The admin port accepts requests."),
  ADMIN_PORT_WITHOUT_TOKENS(
      Level.WARNING,
      "The admin port requires tokens, but there are none, so only its health can be read.",
      "create a token with credence tokens create NAME"),
  ADMIN_PORT_NOT_RELEASED(
      Level.WARNING,
      "The admin port did not close in time while the server stopped.",
      "none, the process ends; report it if it recurs"),
  ADMIN_CONNECTIONS_DISPLACED(
      Level.WARNING,
      "Connections of the admin port were closed to make room for others.",
      "find out what opens connections from this address, or raise adminUnknownConnectionsMax or"
          + " adminUnknownConnectionsPerAddressMax"),
  ADMIN_TOKEN_WRONG(
      Level.WARNING,
      "Requests to the admin port had a wrong token.",
      "correct the token of the client at this address, or block the address"),
  TOKENS_NOT_READABLE(
      Level.WARNING,
      "The file of the tokens cannot be read, so no token is accepted.",
      "correct the cause in message, or restore access/tokens.json from a backup"),
  TOKEN_DAMAGED(
      Level.WARNING,
      "The stored entry of a token is damaged, so the token is not accepted.",
      "revoke the token and create it again"),
  TLS_RENEWED(Level.INFO, "New connections use a renewed certificate."),
  TLS_NOT_RENEWED(
      Level.WARNING,
      "The changed certificate or key is invalid; the previous certificate is kept.",
      "correct the files that message names; they are read again when they change"),
  TLS_NOT_APPLIED(
      Level.ERROR,
      "An event loop could not use the renewed certificate and keeps the previous one.",
      "restart the server before the previous certificate expires, and report the line"),
  REQUEST(Level.INFO, "A request was answered; logged if `accessLog` is on."),
  REQUEST_FAILED(
      Level.ERROR,
      "A request was answered with 500 because of an error in Credence.",
      "report the line with its stack"),
  DECISIONS_NOT_LOGGED(
      Level.ERROR,
      "The decision log failed unexpectedly; the requests were answered with 503.",
      "report the line with its stack"),
  DECISION_LOG_FAILING(
      Level.WARNING,
      "Decisions cannot be logged, so predictions are answered with 503 and the server is not"
          + " ready.",
      "free disk space or correct the cause in message; nothing has to be restarted"),
  DECISION_LOG_RECOVERED(Level.INFO, "Decisions can be logged again."),
  DECISION_SEGMENT_RECOVERED(
      Level.INFO,
      "A segment of a server that did not stop in order was checked. An incomplete end, whose"
          + " answers were never sent, was cut."),
  DECISION_SEGMENT_DAMAGED(
      Level.WARNING,
      "A segment that a stopped server left has damaged records, which are kept in a file beside"
          + " it, or lacks records that were on disk.",
      "restore the segment from a backup, or keep the file whose name ends in .damaged; check the"
          + " disk"),
  ANSWER_NOT_RELEASED(
      Level.ERROR,
      "An answer could not be sent because of an error in Credence.",
      "report the line with its stack"),
  VERSIONS_LOADED(Level.INFO, "The versions of the registry were read at the start."),
  VERSION_LOADED(Level.INFO, "A version that did not fit into memory before is loaded."),
  VERSION_NOT_LOADED(
      Level.WARNING,
      "A version does not fit into the memory for versions, so requests for it get 503.",
      "give the server more memory, or remove versions with credence models remove"),
  DOCUMENT_DAMAGED(
      Level.WARNING,
      "A version's file is damaged. The loaded version still serves requests (`answers_on`), but"
          + " cannot be loaded again.",
      "restore the file that message names from a backup before the server restarts"),
  DOCUMENT_RESTORED(Level.INFO, "A version's damaged file is intact again."),
  REGISTRY_NOT_READABLE(
      Level.WARNING,
      "The registry cannot be read. Loaded versions still serve requests, but the server is not"
          + " ready.",
      "correct the cause in message; the registry is read again every poll"),
  REGISTRY_NOT_READ(
      Level.ERROR,
      "The registry could not be read because of an error in Credence.",
      "report the line with its stack"),
  REGISTRY_READABLE(Level.INFO, "The registry can be read again."),
  REGISTRY_PUBLISHED(Level.INFO, "A version was published."),
  REGISTRY_PROMOTED(Level.INFO, "Another version became champion."),
  REGISTRY_CHALLENGED(Level.INFO, "A challenger or its share was set."),
  REGISTRY_CHALLENGE_STOPPED(Level.INFO, "The challenger was removed."),
  REGISTRY_SHADOWS_CHANGED(Level.INFO, "The shadows were changed."),
  REGISTRY_ROLLED_BACK(Level.INFO, "An alias was rolled back."),
  REGISTRY_RETIRED(Level.INFO, "A version was retired."),
  REGISTRY_REINSTATED(Level.INFO, "A retired version was reinstated."),
  REGISTRY_REMOVED(Level.INFO, "A version was removed."),
  HOME_NOT_WRITABLE(
      Level.WARNING,
      "The home cannot be written. Predictions are still served; training, promotions, uploads and"
          + " new tokens fail.",
      "free disk space or correct the cause in message; nothing has to be restarted"),
  HOME_WRITABLE(Level.INFO, "The home can be written again."),
  TRAINING_QUEUE_OWNED(Level.INFO, "This server checks the home's sets and runs its training."),
  TRAINING_QUEUE_ELSEWHERE(
      Level.INFO,
      "Another server checks the home's sets and runs its training; this one takes over when that ends."),
  TRAINING_SET_ACCEPTED(Level.INFO, "A training set was checked and can be trained on."),
  TRAINING_SET_REFUSED(
      Level.WARNING,
      "A training set failed its check and is not used.",
      "correct the set as message says, and copy it in again"),
  TRAINING_SET_IGNORED(
      Level.WARNING,
      "A file among the training sets is not used because of its name.",
      "rename the file as message says, or move it to another folder"),
  TRAINING_SET_CHANGED(
      Level.WARNING,
      "The file of an accepted training set has changed since its check, so it is not used.",
      "restore the file, or copy the changed set in under another name"),
  TRAINING_SET_NOT_CHECKED(
      Level.WARNING,
      "The check of a training set ended without a result.",
      "read the check's output that message names, and copy the set in again to repeat the check"),
  TRAINING_RUN_QUEUED(Level.INFO, "A training run was requested."),
  TRAINING_RUN_NOT_QUEUED(
      Level.WARNING,
      "The training run for a new training set could not be requested.",
      "request it with POST /training-runs once the cause in message is gone"),
  TRAINING_RUN_STARTED(Level.INFO, "A training run's process was started."),
  TRAINING_RUN_ENDED(Level.INFO, "A training run succeeded or was cancelled."),
  TRAINING_RUN_FAILED(
      Level.WARNING,
      "A training run failed or was interrupted.",
      "read messages and credence training-runs show; restart an interrupted run with credence"
          + " training-runs restart"),
  TRAINING_RUN_WAITS(
      Level.WARNING,
      "A training run could not write to the home; it is started again later.",
      "free disk space or make the home writable"),
  TRAINING_RUN_OUTCOME_NOT_WRITTEN(
      Level.WARNING,
      "The outcome of a training run could not be written; it is kept in memory and written later.",
      "free disk space or make the home writable before the server stops"),
  RETRAINING_IN_TROUBLE(
      Level.WARNING,
      "Training sets or training runs cannot be processed; this is tried again.",
      "correct the cause in message; nothing has to be restarted"),
  RETRAINING_RECOVERED(Level.INFO, "Training sets and training runs are processed again."),
  RETRAINING_FAILED(
      Level.ERROR,
      "Training sets or training runs could not be processed because of an error in Credence.",
      "report the line with its stack"),
  RETRAINING_NOT_STOPPED(
      Level.WARNING,
      "A step failed while the processing of training runs was stopped.",
      "check the training runs with credence training-runs after the next start"),
  UPLOAD_NOT_REMOVED(
      Level.WARNING,
      "The received part of a failed upload could not be deleted.",
      "none, the next start of a server deletes it; correct the cause in message"),
  FILE_DAMAGED(
      Level.WARNING,
      "A file in the home is damaged; it is treated as damaged, not as absent.",
      "restore the file that message names from a backup"),
  FILE_DAMAGE_NOT_LOGGED(
      Level.WARNING,
      "So many damaged files were logged that further ones are not.",
      "restore the home from a backup"),
  LIBRARY_WARNING(
      Level.WARNING,
      "A library that Credence uses logged a warning.",
      "none if requests are answered; otherwise report the line"),
  LIBRARY_ERROR(
      Level.ERROR,
      "A library that Credence uses logged an exception.",
      "report the line with its stack"),
  LOG_LINES_DROPPED(
      Level.WARNING,
      "Lines of the log were dropped because its reader was too slow.",
      "check the process that reads the server's standard error");

  private final Level level;
  private final String meaning;
  private final String action;

  LogEvent(Level level, String meaning) {
    this(level, meaning, "");
  }

  LogEvent(Level level, String meaning, String action) {
    this.level = level;
    this.meaning = meaning;
    this.action = action;
  }

  /// The name by which the event is logged, in lower case with hyphens.
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Its severity.
  public Level level() {
    return level;
  }

  /// What has happened, as a sentence.
  public String meaning() {
    return meaning;
  }

  /// What an operator can do; empty for normal operation, and for no other event.
  public String action() {
    return action;
  }

  /// The event that logs a change of the registry.
  public static LogEvent of(Event.Kind kind) {
    return switch (kind) {
      case PUBLISHED -> REGISTRY_PUBLISHED;
      case PROMOTED -> REGISTRY_PROMOTED;
      case CHALLENGED -> REGISTRY_CHALLENGED;
      case CHALLENGE_STOPPED -> REGISTRY_CHALLENGE_STOPPED;
      case SHADOWS_CHANGED -> REGISTRY_SHADOWS_CHANGED;
      case ROLLED_BACK -> REGISTRY_ROLLED_BACK;
      case RETIRED -> REGISTRY_RETIRED;
      case REINSTATED -> REGISTRY_REINSTATED;
      case REMOVED -> REGISTRY_REMOVED;
    };
  }
}
