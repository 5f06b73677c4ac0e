package credence.benchmarks.load;

/// When each request of a fixed rate is due, evenly spaced; during a ramp the rate grows in
/// proportion to the time.
///
/// @param perSecond the rate after the ramp, above 0
/// @param rampSeconds how long the ramp lasts, 0 for none
record Schedule(double perSecond, double rampSeconds) {
  /// When a request is due, in nanoseconds after the first second begins.
  ///
  /// @param index the request's place, from 0
  long dueNanos(long index) {
    double inRamp = perSecond * rampSeconds / 2;
    double seconds =
        index < inRamp
            ? Math.sqrt(2 * rampSeconds * index / perSecond)
            : rampSeconds + (index - inRamp) / perSecond;
    return (long) (seconds * 1e9);
  }
}
