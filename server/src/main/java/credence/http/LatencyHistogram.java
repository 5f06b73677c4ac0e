package credence.http;

import credence.prediction.Tally;

/// Response times, counted in buckets with fixed bounds by one thread; any thread may read it.
public final class LatencyHistogram {
  /// The upper bounds of the buckets in seconds, inclusive; an additional last bucket has no bound.
  private static final double[] BOUNDS_SECONDS = {
    0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
    0.1, 0.25, 0.5, 1, 2.5, 5, 10
  };

  private static final long[] BOUNDS_NANOS = nanos();

  private final Tally[] buckets = new Tally[BOUNDS_SECONDS.length + 1];
  private final Tally sumNanos = new Tally();

  LatencyHistogram() {
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = new Tally();
    }
  }

  /// Counts a response.
  public void add(long nanos) {
    int bucket = 0;
    while (bucket < BOUNDS_NANOS.length && nanos > BOUNDS_NANOS[bucket]) {
      bucket++;
    }
    buckets[bucket].add(1);
    sumNanos.add(nanos);
  }

  /// The number of buckets.
  public static int buckets() {
    return BOUNDS_SECONDS.length + 1;
  }

  /// The upper bound of a bucket in seconds, inclusive; the last one has none.
  public static double boundSeconds(int bucket) {
    return bucket < BOUNDS_SECONDS.length ? BOUNDS_SECONDS[bucket] : Double.POSITIVE_INFINITY;
  }

  /// The number of responses in a bucket, not including lower buckets.
  public long count(int bucket) {
    return buckets[bucket].get();
  }

  /// The sum of all response times in nanoseconds.
  public long sumNanos() {
    return sumNanos.get();
  }

  private static long[] nanos() {
    long[] nanos = new long[BOUNDS_SECONDS.length];
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] = Math.round(BOUNDS_SECONDS[i] * 1e9);
    }
    return nanos;
  }
}
