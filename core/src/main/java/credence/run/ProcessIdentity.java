package credence.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A process of this machine, distinguished from a later one with the same number.
///
/// @param pid its number
/// @param startedAt when it started, according to the system's clock; 1970 if unknown
/// @param startTick the boot of the system and the number of its ticks at the start, which no
///   change of the clock affects; null if unknown, as in runs of earlier builds
public record ProcessIdentity(long pid, Instant startedAt, @Nullable String startTick) {
  /// The system derives the start time from its clock, which may be adjusted in the meantime.
  private static final Duration CORRECTION_MAX = Duration.ofSeconds(5);

  /// The index of the start among the fields after the command's name in `/proc/PID/stat`.
  private static final int START = 19;

  private static final Pattern SPACE = Pattern.compile(" ");

  /// A process of which only the time of its start is known.
  public ProcessIdentity(long pid, Instant startedAt) {
    this(pid, startedAt, null);
  }

  /// The current process.
  public static ProcessIdentity current() {
    return of(ProcessHandle.current());
  }

  /// A process.
  public static ProcessIdentity of(ProcessHandle process) {
    return new ProcessIdentity(
        process.pid(),
        process.info().startInstant().orElse(Instant.EPOCH),
        startTick(process.pid()));
  }

  private static @Nullable String startTick(long pid) {
    try {
      String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      String[] fields = SPACE.split(stat.substring(stat.lastIndexOf(')') + 2), -1);
      return boot + ":" + fields[START];
    } catch (IOException | IndexOutOfBoundsException notLinux) {
      return null;
    }
  }

  /// The process, if it is still running.
  public Optional<ProcessHandle> running() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> isSame(of(process)));
  }

  private boolean isSame(ProcessIdentity other) {
    if (startTick != null && other.startTick != null) {
      return startTick.equals(other.startTick);
    }
    return Duration.between(startedAt, other.startedAt).abs().compareTo(CORRECTION_MAX) <= 0;
  }
}
