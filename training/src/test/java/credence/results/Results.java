package credence.results;

import credence.model.LocatedError;
import credence.model.Result;
import java.util.List;

/// Unwraps results that a test expects to be of one kind.
public final class Results {
  private Results() {}

  /// The value of a result that must have one.
  public static <T> T value(Result<T> result) {
    if (result instanceof Result.Value<T>(T value)) {
      return value;
    }
    throw new AssertionError("expected a value, got " + result);
  }

  /// The errors of a result that must be rejected.
  public static List<LocatedError> rejected(Result<?> result) {
    if (result instanceof Result.Rejected<?>(List<LocatedError> errors)) {
      return errors;
    }
    throw new AssertionError("expected a rejection, got " + result);
  }

  /// The failures of a result that must have failed.
  public static List<LocatedError> failed(Result<?> result) {
    if (result instanceof Result.Failed<?>(List<LocatedError> errors)) {
      return errors;
    }
    throw new AssertionError("expected a failure, got " + result);
  }
}
