package credence.http.answer;

import credence.decision.RequestOrigin;
import credence.http.settings.LimitSettings;

/// The form of the answer to a record, which differs between single requests and batches.
///
/// @param inBatch whether the record is one of a batch: then an answer of the challenger contains
///   its name, and imputed inputs and those with a level unseen in training are not collected,
///   because no header field names them
/// @param errorsMax the maximum number of errors that are listed; further errors are counted
/// @param origin the request, for the records of decisions
public record RecordForm(boolean inBatch, int errorsMax, RequestOrigin origin) {
  /// The same form for a request.
  public RecordForm of(RequestOrigin request) {
    return request.equals(origin) ? this : new RecordForm(inBatch, errorsMax, request);
  }

  /// The form for single requests, whose response headers name the version and the inputs.
  public static RecordForm single(LimitSettings limits) {
    return new RecordForm(false, limits.faultsMax(), RequestOrigin.NONE);
  }

  /// The form for the records of batches.
  public static RecordForm ofBatch(LimitSettings limits) {
    return new RecordForm(true, limits.recordFaultsMax(), RequestOrigin.NONE);
  }
}
