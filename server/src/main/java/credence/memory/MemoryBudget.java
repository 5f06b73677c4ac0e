package credence.memory;

/// The shares of a server's heap, and its memory outside the heap. The shares are positive, add up
/// to the heap, and none shrinks when the heap grows. The same heap always gives the same shares,
/// so what a server accepts does not depend on its current memory use.
///
/// @param heapBytes the heap, in bytes
/// @param baseBytes the share of the server itself: its classes and constants (about 5 MiB in an
///   idle server), per-thread data of its libraries, and the young generation
/// @param clientBytes the share of requests and responses in flight, of all connections; the
///   default of the limit on buffered bytes
/// @param versionBytes the share of loaded model versions and their answering state
/// @param reserveBytes the share of temporary data: loading a version while the current ones serve,
///   requests to the admin port, reports, metrics, the history
/// @param directBytes the maximum memory of connection buffers outside the heap, in bytes; the
///   launcher passes it as `-XX:MaxDirectMemorySize`
public record MemoryBudget(
    long heapBytes,
    long baseBytes,
    long clientBytes,
    long versionBytes,
    long reserveBytes,
    long directBytes) {
  /// The smallest heap that a server can work with, in bytes.
  public static final long HEAP_BYTES_MIN = 24L << 20;

  /// The memory of the JVM in addition to the heap and the buffers, in bytes: compiled code,
  /// classes, stacks, the compilers and the garbage collector. An idle server uses about 50 MiB,
  /// mostly for classes; a busy one adds about 20 MiB of compiled code.
  public static final long OVERHEAD_BYTES = 96L << 20;

  private static final long BASE_BYTES_MAX = 20L << 20;
  private static final long CLIENT_BYTES_MAX = 256L << 20;
  private static final long DIRECT_BYTES_MIN = 32L << 20;
  private static final long DIRECT_BYTES_MAX = 1L << 30;

  /// Divides a heap. A third, at most 20 MiB, is for the server itself. Half of the rest is for
  /// versions, a quarter, at most 256 MiB, for clients, and the remainder is the reserve.
  ///
  /// @param heapBytes the heap, like [Runtime#maxMemory()]; a heap smaller than [#HEAP_BYTES_MIN]
  ///   is treated as one of that size, because less is not sufficient
  public static MemoryBudget of(long heapBytes) {
    long heap = Math.max(HEAP_BYTES_MIN, heapBytes);
    long base = Math.min(heap / 3, BASE_BYTES_MAX);
    long rest = heap - base;
    long clients = Math.min(rest / 4, CLIENT_BYTES_MAX);
    long versions = rest / 2;
    long direct = Math.clamp(heap / 2, DIRECT_BYTES_MIN, DIRECT_BYTES_MAX);
    return new MemoryBudget(heap, base, clients, versions, rest - clients - versions, direct);
  }

  /// The budget for the heap of this JVM.
  public static MemoryBudget ofThisProcess() {
    return of(Runtime.getRuntime().maxMemory());
  }

  /// The maximum memory of one version, in bytes: half of the versions' share, so that the next
  /// champion can be loaded while the current one serves.
  public long versionBytesMax() {
    return versionBytes / 2;
  }

  /// The maximum memory of the whole process, in bytes: heap, buffers and the JVM itself.
  public long processBytes() {
    return heapBytes + directBytes + OVERHEAD_BYTES;
  }
}
