package credence.prediction;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// A counter that one thread increments and any thread may read, possibly with a short delay.
/// Cheaper than an atomic, because there is no contention.
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

  /// Adds to the count; must always be called by the same thread.
  public void add(long more) {
    COUNT.setOpaque(this, (long) COUNT.getOpaque(this) + more);
  }

  /// The count.
  public long get() {
    return (long) COUNT.getOpaque(this);
  }
}
