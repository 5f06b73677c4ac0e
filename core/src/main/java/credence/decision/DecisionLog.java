package credence.decision;

/// Receives the records of decisions before their answers are sent.
///
/// Asynchronous: the caller never waits for a disk. Each caller has its own log, which it calls
/// from one thread.
public interface DecisionLog {
  /// Accepts no records, so every answer is sent immediately.
  DecisionLog NONE =
      new DecisionLog() {
        @Override
        public boolean wantsRecords() {
          return false;
        }

        @Override
        public String writer() {
          return "";
        }

        @Override
        public int segment() {
          return 1;
        }

        @Override
        public void append(DecisionRecords records, Completion completion) {
          completion.logged();
        }
      };

  /// Whether records are needed. The value never changes for a log. If false, no records are
  /// created.
  boolean wantsRecords();

  /// The name with which the ids of this log's decisions begin. No other log has ever had it.
  String writer();

  /// The number of the segment to which records belong that are begun before the next append. Never
  /// decreases.
  int segment();

  /// Appends records, all or none of them.
  ///
  /// @param records of one segment; owned by the log until it reports completion, reused afterwards
  /// @param completion called exactly once, by any thread, possibly before this returns
  void append(DecisionRecords records, Completion completion);

  /// Receives the outcome of an append.
  interface Completion {
    /// The records are in the log.
    void logged();

    /// The records are not known to be in the log. They may be in it later, so their answers must
    /// not be sent.
    void failed();
  }
}
