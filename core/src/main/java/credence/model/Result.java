package credence.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/// The result of work that may end without a value: a value, all errors that prevent it, or a
/// cancellation.
///
/// Results compose. [#then] is for work that depends on the value of other work; [#and] and [#all]
/// are for independent work, and collect the errors of all parts, so that a user sees all of them
/// at once.
///
/// @param <T> the type of the value
public sealed interface Result<T> {
  /// The value.
  record Value<T>(T value) implements Result<T> {}

  /// There is no value, for known reasons.
  sealed interface WithErrors<T> extends Result<T> {
    /// Every reason, at least one.
    List<LocatedError> errors();
  }

  /// There is no value because of errors in the user's input.
  ///
  /// @param errors every error found, at least one
  record Rejected<T>(List<LocatedError> errors) implements WithErrors<T> {
    /// Copies the list.
    public Rejected {
      errors = copied(errors);
    }
  }

  /// There is no value because of a failure of the system, such as a disk, memory or the parquet
  /// engine, independent of the input.
  ///
  /// @param errors every failure, and every error found; at least one
  record Failed<T>(List<LocatedError> errors) implements WithErrors<T> {
    /// Copies the list.
    public Failed {
      errors = copied(errors);
    }
  }

  /// The work was cancelled by its progress callback or an interruption of its thread.
  record Cancelled<T>() implements Result<T> {}

  private static List<LocatedError> copied(List<LocatedError> errors) {
    if (errors.isEmpty()) {
      throw new IllegalArgumentException("expected a value or an error");
    }
    return List.copyOf(errors);
  }

  /// A result with a value.
  static <T> Result<T> of(T value) {
    return new Value<>(value);
  }

  /// A checked value: rejected if the check found any error.
  ///
  /// @param errors every error of the value, empty if it has none
  static <T> Result<T> of(T value, List<LocatedError> errors) {
    return errors.isEmpty() ? new Value<>(value) : new Rejected<>(errors);
  }

  /// A result without a value because of one error.
  ///
  /// @param place and `expected` as in [LocatedError]
  static <T> Result<T> rejected(String place, String expected) {
    return new Rejected<>(List.of(new LocatedError(place, expected)));
  }

  /// A result without a value because of one failure.
  ///
  /// @param place and `expected` as in [LocatedError]
  static <T> Result<T> failed(String place, String expected) {
    return new Failed<>(List.of(new LocatedError(place, expected)));
  }

  /// The values of several results, in their order, if all have one. Otherwise failed with all
  /// failures and then all errors; without failures, rejected with all errors; without either,
  /// cancelled.
  static <T> Result<List<T>> all(List<Result<T>> results) {
    List<T> values = new ArrayList<>();
    List<LocatedError> failures = new ArrayList<>();
    List<LocatedError> errors = new ArrayList<>();
    for (Result<T> result : results) {
      switch (result) {
        case Value<T>(T value) -> values.add(value);
        case Rejected<T>(List<LocatedError> found) -> errors.addAll(found);
        case Failed<T>(List<LocatedError> found) -> failures.addAll(found);
        case Cancelled<T> _ -> {}
      }
    }
    if (!failures.isEmpty()) {
      failures.addAll(errors);
      return new Failed<>(failures);
    }
    if (!errors.isEmpty()) {
      return new Rejected<>(errors);
    }
    return values.size() == results.size() ? new Value<>(List.copyOf(values)) : new Cancelled<>();
  }

  /// The result of the next work, which depends on this value; without a value, this result.
  ///
  /// @param next called at most once, synchronously
  default <U> Result<U> then(Function<? super T, Result<U>> next) {
    return switch (this) {
      case Value<T>(T value) -> next.apply(value);
      case Rejected<T>(List<LocatedError> errors) -> new Rejected<>(errors);
      case Failed<T>(List<LocatedError> errors) -> new Failed<>(errors);
      case Cancelled<T> _ -> new Cancelled<>();
    };
  }

  /// This result with another value.
  ///
  /// @param change called at most once, synchronously
  default <U> Result<U> map(Function<? super T, ? extends U> change) {
    return then(value -> new Value<>(change.apply(value)));
  }

  /// A value combined from this one and another if both are present; otherwise the result of
  /// [#all].
  ///
  /// @param combine called at most once, synchronously
  default <U, V> Result<V> and(
      Result<U> other, BiFunction<? super T, ? super U, ? extends V> combine) {
    if (this instanceof Value<T>(T value)) {
      return other.map(second -> combine.apply(value, second));
    }
    Result<V> mine = then(_ -> new Cancelled<>());
    Result<V> others = other.then(_ -> new Cancelled<>());
    return all(List.of(mine, others)).then(_ -> mine);
  }

  /// The value; empty if there is none.
  default Stream<T> stream() {
    return this instanceof Value<T>(T value) ? Stream.of(value) : Stream.empty();
  }
}
