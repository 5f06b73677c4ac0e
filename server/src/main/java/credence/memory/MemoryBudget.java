package credence.memory;

/// A server's heap divided into shares, and the memory that it may take beside the heap. The shares
/// are positive, add up to the heap, and none shrinks when the heap grows. The same heap always
/// gives the same shares, so what a server accepts does not depend on what happens to be in use.
///
/// @param heapBytes the heap, in bytes
/// @param baseBytes the share of the server itself: its classes and constants, about 5 MiB in an
///   idle server, what its libraries keep for each thread, and the young generation
/// @param clientBytes the share of requests and answers in flight, of all connections together; the
///   default of the limit on buffered bytes
/// @param versionBytes the share of loaded model versions, and of what answers by them
/// @param reserveBytes the share of what lasts for a moment: reading a version while the present
///   ones answer, requests to the admin port, reports, metrics, the history
/// @param directBytes the memory outside the heap that buffers of connections may take, in bytes;
///   the launcher passes it on as `-XX:MaxDirectMemorySize`
public record MemoryBudget(
    long heapBytes,
    long baseBytes,
    long clientBytes,
    long versionBytes,
    long reserveBytes,
    long directBytes) {
  /// The smallest heap that a server can work with, in bytes.
  public static final long HEAP_BYTES_MIN = 24L << 20;

  /// What the JVM takes beside the heap and the buffers, in bytes: compiled code, classes, stacks,
  /// the compilers and the collector. An idle server has about 50 MiB of it, most of them for
  /// classes; a busy one compiles about 20 MiB more.
  public static final long OVERHEAD_BYTES = 96L << 20;

  private static final long BASE_BYTES_MAX = 20L << 20;
  private static final long CLIENT_BYTES_MAX = 256L << 20;
  private static final long DIRECT_BYTES_MIN = 32L << 20;
  private static final long DIRECT_BYTES_MAX = 1L << 30;

  /// Divides a heap. A third of it, at most 20 MiB, is the server's own. Of the rest, half is for
  /// versions, a quarter for clients, at most 256 MiB, and what is left is the reserve.
  ///
  /// @param heapBytes the heap, as [Runtime#maxMemory()] gives it; a smaller one than
  ///   [#HEAP_BYTES_MIN] is divided like that one, since nothing less would do
  public static MemoryBudget of(long heapBytes) {
    long heap = Math.max(HEAP_BYTES_MIN, heapBytes);
    long base = Math.min(heap / 3, BASE_BYTES_MAX);
    long rest = heap - base;
    long clients = Math.min(rest / 4, CLIENT_BYTES_MAX);
    long versions = rest / 2;
    long direct = Math.clamp(heap / 2, DIRECT_BYTES_MIN, DIRECT_BYTES_MAX);
    return new MemoryBudget(heap, base, clients, versions, rest - clients - versions, direct);
  }

  /// The budget of the heap that this JVM has.
  public static MemoryBudget ofThisProcess() {
    return of(Runtime.getRuntime().maxMemory());
  }

  /// The most memory that one version may take, in bytes: half of the versions' share, so that the
  /// next champion can be loaded while the present one answers.
  public long versionBytesMax() {
    return versionBytes / 2;
  }

  /// The most memory that the whole process takes, in bytes: heap, buffers and the JVM itself.
  public long processBytes() {
    return heapBytes + directBytes + OVERHEAD_BYTES;
  }
}
