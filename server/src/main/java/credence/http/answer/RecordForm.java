package credence.http.answer;

import credence.http.settings.LimitSettings;

/// The form of the answer to a record, which differs between single requests and batches.
///
/// @param challengerNamed whether an answer of the challenger contains its name
/// @param errorsMax the maximum number of errors that are listed; further errors are counted
public record RecordForm(boolean challengerNamed, int errorsMax) {
  /// The form for single requests, whose response headers contain the version.
  public static RecordForm single(LimitSettings limits) {
    return new RecordForm(false, limits.faultsMax());
  }
}
