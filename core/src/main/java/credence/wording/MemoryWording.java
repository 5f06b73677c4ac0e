package credence.wording;

import java.util.Locale;

/// Renders exhausted memory as text.
public final class MemoryWording {
  private MemoryWording() {}

  /// What is exhausted, and what to do: Java's error may mean the heap, the limit of threads, or
  /// the maximum array length.
  public static String exhausted(OutOfMemoryError e) {
    if (String.valueOf(e.getMessage()).contains("thread")) {
      return "the system's thread limit is reached; raise it (ulimit -u, or pids.max of the cgroup)"
          + " or end other processes";
    }
    return String.format(
        Locale.ROOT,
        "the heap of %d MiB is exhausted; increase it, as in CREDENCE_JAVA_OPTIONS=-Xmx4g, "
            + "or for processes that a server starts by the setting trainingHeapMebibytes",
        Runtime.getRuntime().maxMemory() >> 20);
  }
}
