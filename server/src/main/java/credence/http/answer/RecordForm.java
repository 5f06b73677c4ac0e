package credence.http.answer;

import credence.http.settings.LimitSettings;

/// How the answer to a record is written: it differs between a request of its own and a batch.
///
/// @param challengerNamed whether an answer of the challenger names it
/// @param errorsMax how many faults of the record are listed; the others are counted
public record RecordForm(boolean challengerNamed, int errorsMax) {
  /// The form of a prediction that is a request of its own, whose headers name the version.
  public static RecordForm single(LimitSettings limits) {
    return new RecordForm(false, limits.faultsMax());
  }
}
