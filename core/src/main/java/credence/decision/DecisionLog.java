package credence.decision;

/// Takes the records of decisions before their answers leave. Asynchronous: the caller never waits
/// for a disk.
///
/// Each caller has a log of its own, which it calls from one thread.
public interface DecisionLog {
  /// Wants no records, so that every answer leaves at once.
  DecisionLog NONE =
      new DecisionLog() {
        @Override
        public boolean wantsRecords() {
          return false;
        }

        @Override
        public void append(DecisionRecords records, Completion completion) {
          completion.logged();
        }
      };

  /// Whether records are wanted: the same for the whole life of a log. If not, none are made.
  boolean wantsRecords();

  /// Appends records, all or none of them.
  ///
  /// @param records the log's until it reports the completion; used again after that
  /// @param completion to be called exactly once, by any thread, also before this returns
  void append(DecisionRecords records, Completion completion);

  /// Receives the outcome of an append.
  interface Completion {
    /// The records are in the log.
    void logged();

    /// The records are not in the log, and will not be.
    void failed();
  }
}
