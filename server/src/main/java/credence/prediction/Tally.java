package credence.prediction;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// A count that one thread adds to and any thread may read, a little late: cheaper than an atomic,
/// since nobody competes for it.
public final class Tally {
  private static final VarHandle COUNT;

  static {
    try {
      COUNT = MethodHandles.lookup().findVarHandle(Tally.class, "count", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @SuppressWarnings("UnusedVariable") // Read and written through the handle.
  private long count;

  /// Adds to the count; always by the same thread.
  public void add(long more) {
    COUNT.setOpaque(this, (long) COUNT.getOpaque(this) + more);
  }

  /// The count.
  public long get() {
    return (long) COUNT.getOpaque(this);
  }
}
