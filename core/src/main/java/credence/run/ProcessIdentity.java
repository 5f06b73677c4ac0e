package credence.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A process of this machine, distinguished from a later one with the same number.
///
/// @param pid its number
/// @param startedAt when it started, according to the system; 1970 if unknown
public record ProcessIdentity(long pid, Instant startedAt) {
  /// The system derives the start time from its clock, which may be adjusted in the meantime.
  private static final Duration CORRECTION_MAX = Duration.ofSeconds(5);

  /// The current process.
  public static ProcessIdentity current() {
    return of(ProcessHandle.current());
  }

  /// A process.
  public static ProcessIdentity of(ProcessHandle process) {
    return new ProcessIdentity(process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
  }

  /// The process, if it is still running.
  public Optional<ProcessHandle> running() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(
            process ->
                Duration.between(startedAt, of(process).startedAt()).abs().compareTo(CORRECTION_MAX)
                    <= 0);
  }
}
