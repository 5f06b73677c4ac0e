package credence.logging;

import static credence.logging.Field.field;

import credence.decision.segment.LogListener;
import credence.decision.segment.RecoveredSegment;

/// Logs what happens to the decision log.
public final class DecisionLogEvents implements LogListener {
  private final EventLog log;

  public DecisionLogEvents(EventLog log) {
    this.log = log;
  }

  @Override
  public void failing(String why) {
    log.log(LogEvent.DECISION_LOG_FAILING, field("message", why));
  }

  @Override
  public void working() {
    log.log(LogEvent.DECISION_LOG_RECOVERED);
  }

  @Override
  public void recovered(RecoveredSegment segment) {
    boolean damaged = segment.damagedBytes() > 0 || segment.lostBytes() > 0;
    log.log(
        damaged ? LogEvent.DECISION_SEGMENT_DAMAGED : LogEvent.DECISION_SEGMENT_RECOVERED,
        field("file", segment.file()),
        field("records", segment.records()),
        field("cut_bytes", segment.cutBytes()),
        field("damaged_bytes", segment.damagedBytes()),
        field("lost_bytes", segment.lostBytes()));
  }
}
