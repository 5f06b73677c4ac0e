package credence.wording;

/// Memory that is exhausted, as text for people.
public final class MemoryWording {
  private MemoryWording() {}

  /// What is exhausted, and what to do: Java's error means the heap, a thread that the system does
  /// not start, or an array longer than any.
  public static String exhausted(OutOfMemoryError e) {
    if (String.valueOf(e.getMessage()).contains("thread")) {
      return "the system starts no more threads; raise its limit (ulimit -u, or pids.max of the cgroup)"
          + " or end other processes";
    }
    return ("the heap of %d MiB is exhausted; give more, as in CREDENCE_JAVA_OPTIONS=-Xmx4g, or for"
            + " what a server starts by its setting trainingHeapMebibytes")
        .formatted(Runtime.getRuntime().maxMemory() >> 20);
  }
}
