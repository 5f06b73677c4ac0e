package credence.decision;

import org.jspecify.annotations.Nullable;

/// What a request says of itself besides the applicant's data.
///
/// @param requestId its id, of 1 to 128 visible ASCII characters; null if it has none
/// @param traceparent its `traceparent` of W3C Trace Context; null if it has none
/// @param isTest whether its decisions are marked as tests, which count in no figure
public record RequestOrigin(
    @Nullable String requestId, @Nullable String traceparent, boolean isTest) {
  /// A request that says nothing of itself.
  public static final RequestOrigin NONE = new RequestOrigin(null, null, false);
}
