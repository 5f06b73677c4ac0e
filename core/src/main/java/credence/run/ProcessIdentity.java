package credence.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A process of this machine, told from a later one that was given the same number.
///
/// @param pid its number
/// @param startedAt when it started, as the system says; 1970 if the system does not say
public record ProcessIdentity(long pid, Instant startedAt) {
  /// The system derives a start from the time of its own, which may be corrected meanwhile.
  private static final Duration CORRECTION_MAX = Duration.ofSeconds(5);

  /// The process that asks.
  public static ProcessIdentity current() {
    return of(ProcessHandle.current());
  }

  /// A process.
  public static ProcessIdentity of(ProcessHandle process) {
    return new ProcessIdentity(process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
  }

  /// The process, if it still runs.
  public Optional<ProcessHandle> running() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(
            process ->
                Duration.between(startedAt, of(process).startedAt()).abs().compareTo(CORRECTION_MAX)
                    <= 0);
  }
}
