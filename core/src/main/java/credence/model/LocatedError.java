package credence.model;

/// An error in a user's input, with the information needed to fix it.
///
/// @param place its location, for example `spec.yaml:12 features.score_3.missing` or `column
///   income`
/// @param expected what was expected there and, where helpful, what to do; never a customer's value
public record LocatedError(String place, String expected) {
  /// The error as one line of text for users.
  public String message() {
    return place + ": " + expected;
  }
}
