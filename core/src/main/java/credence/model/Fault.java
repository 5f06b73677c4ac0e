package credence.model;

/// One thing that is wrong with what somebody handed in, told so that they can mend it.
///
/// @param place where it stands, for example `spec.yaml:12 features.score_3.missing` or `column
///   income`
/// @param expected what was expected there and, where it helps, what to do; never a customer's
///   value
public record Fault(String place, String expected) {
  /// The fault as one line for a person.
  public String message() {
    return place + ": " + expected;
  }
}
