package credence.http.departure;

import java.util.Arrays;

/// The response times of plain requests in nanoseconds, which are counted and logged when their
/// answers are sent.
public final class PlainTimes {
  private long[] nanos = {};
  private int size;

  public int size() {
    return size;
  }

  public long nanos(int answer) {
    return nanos[answer];
  }

  public void add(long responseNanos) {
    if (size == nanos.length) {
      nanos = Arrays.copyOf(nanos, Math.max(4, 2 * size));
    }
    nanos[size++] = responseNanos;
  }

  void copyFrom(PlainTimes other) {
    if (nanos.length < other.size) {
      nanos = new long[other.size];
    }
    System.arraycopy(other.nanos, 0, nanos, 0, other.size);
    size = other.size;
  }

  public void clear() {
    size = 0;
  }
}
