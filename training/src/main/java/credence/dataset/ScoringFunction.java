package credence.dataset;

import credence.model.FeatureType;
import credence.model.Input;
import credence.model.ModelVersion.ValueRange;
import credence.model.ValueRule;
import credence.scoring.FeatureVector;
import credence.scoring.InputCounts;
import credence.scoring.InputError;
import credence.scoring.InputLayout;
import credence.scoring.LiveVersion;
import credence.scoring.Prediction;
import credence.scoring.ServingPlan;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBScalarFunction;
import org.duckdb.DuckDBScalarFunctionBuilder;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;

/// Scoring as functions of the engine, which calls them with a few thousand rows at a time from all
/// its threads.
///
/// The first two take the model's inputs in order, as [ColumnRead] plans them: numbers, booleans
/// and categories stored as numbers as DOUBLE, other categories as VARCHAR. NaN is a missing value,
/// as in training; an infinity, or a boolean that is neither 0 nor 1, is an invalid value.
final class ScoringFunction {
  /// The function that returns the probability of default; NULL if the model rejects an input.
  static final String PROBABILITY = "credence_probability";

  /// The function that returns why the model rejects a row.
  static final String ERRORS = "credence_errors";

  /// The function that returns the digits of a probability.
  static final String DIGITS = "credence_digits";

  private final InputLayout layout;
  private final LiveVersion version;
  private final List<Argument> arguments = new ArrayList<>();
  private final AtomicLong rows = new AtomicLong();
  private final AtomicLong rejected = new AtomicLong();
  private final InputCounts inputCounts;
  private volatile @Nullable Throwable failure;

  /// Functions of a version.
  ///
  /// @param reads how the version's inputs are read, in their order
  /// @param ranges the training range of each number for which it is known, by name
  ScoringFunction(
      ServingPlan.Member member, List<ColumnRead> reads, Map<String, ValueRange> ranges) {
    ServingPlan plan = ServingPlan.of(List.of(member), Map.of());
    layout = plan.layout();
    version = plan.versions().getFirst();
    List<Input> inputs = member.model().inputs();
    inputCounts = new InputCounts(inputs, ranges);
    for (int i = 0; i < inputs.size(); i++) {
      Input input = inputs.get(i);
      arguments.add(
          new Argument(
              input.type(),
              reads.get(i).engineType(),
              layout.slotOf(input).index(),
              Levels.of(input.levels())));
    }
  }

  /// Registers the functions on a connection.
  ///
  /// @param digits the digits of a probability; called from several threads
  void register(DuckDBConnection connection, DoubleFunction<String> digits) throws SQLException {
    registerDigits(connection, digits);
    List<DuckDBColumnType> inputs = arguments.stream().map(Argument::engineType).toList();
    register(
        connection,
        PROBABILITY,
        inputs,
        DuckDBColumnType.DOUBLE,
        (in, out) -> {
          FeatureVector applicant = new FeatureVector(layout.size());
          Prediction prediction = new Prediction();
          InputCounts counts = inputCounts.emptyCopy();
          int count = (int) in.rowCount();
          int unscored = 0;
          for (int row = 0; row < count; row++) {
            fill(in, row, applicant);
            if (prediction.score(version, applicant, Prediction.Route.NAMED)) {
              out.setDouble(row, prediction.probability());
              counts.add(prediction);
            } else {
              out.setNull(row);
              unscored++;
            }
          }
          rows.addAndGet(count);
          rejected.addAndGet(unscored);
          synchronized (inputCounts) {
            inputCounts.add(counts);
          }
        });
    register(
        connection,
        ERRORS,
        inputs,
        DuckDBColumnType.VARCHAR,
        (in, out) -> {
          FeatureVector applicant = new FeatureVector(layout.size());
          int count = (int) in.rowCount();
          for (int row = 0; row < count; row++) {
            fill(in, row, applicant);
            out.setString(row, words(version.scorer().errors(applicant)));
          }
        });
  }

  private void registerDigits(DuckDBConnection connection, DoubleFunction<String> digits)
      throws SQLException {
    register(
        connection,
        DIGITS,
        List.of(DuckDBColumnType.DOUBLE),
        DuckDBColumnType.VARCHAR,
        (in, out) -> {
          DuckDBReadableVector probabilities = in.vector(0);
          for (int row = 0; row < in.rowCount(); row++) {
            if (probabilities.isNull(row)) {
              out.setNull(row);
            } else {
              out.setString(row, digits.apply(probabilities.getDouble(row)));
            }
          }
        });
  }

  /// Rethrows an exception of one of the functions: the engine only passes on its text.
  void rethrow() {
    switch (failure) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> {}
    }
  }

  /// The number of rows scored by [#PROBABILITY].
  long rows() {
    return rows.get();
  }

  /// What was scored by [#PROBABILITY].
  ParquetScoring.Scored scored() {
    synchronized (inputCounts) {
      return new ParquetScoring.Scored(rows.get(), rejected.get(), inputCounts.counts());
    }
  }

  private void register(
      DuckDBConnection connection,
      String name,
      List<DuckDBColumnType> parameters,
      DuckDBColumnType type,
      DuckDBScalarFunction function)
      throws SQLException {
    try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
      builder.withName(name);
      for (DuckDBColumnType parameter : parameters) {
        builder.withParameter(parameter);
      }
      builder
          .withReturnType(type)
          .withVolatile()
          .withVectorizedFunction((in, out) -> apply(function, in, out))
          .register(connection);
    }
  }

  private void apply(
      DuckDBScalarFunction function, DuckDBDataChunkReader in, DuckDBWritableVector out)
      throws Exception {
    try {
      function.apply(in, out);
    } catch (RuntimeException | Error e) {
      failure = e;
      throw e;
    }
  }

  private void fill(DuckDBDataChunkReader in, int row, FeatureVector applicant) {
    applicant.clear();
    for (int i = 0; i < arguments.size(); i++) {
      arguments.get(i).read(in.vector(i), row, applicant);
    }
  }

  private static String words(List<InputError> errors) {
    return errors.stream()
        .map(error -> error.input() + ": " + error.expected())
        .collect(Collectors.joining("; "));
  }

  /// An input of the model, as an argument of the functions.
  ///
  /// @param levels a category's levels
  private record Argument(FeatureType type, DuckDBColumnType engineType, int slot, Levels levels) {
    void read(DuckDBReadableVector values, int row, FeatureVector applicant) {
      if (engineType == DuckDBColumnType.VARCHAR) {
        if (!values.isNull(row)) {
          applicant.set(slot, levels.raw(values.getString(row)));
        }
        return;
      }
      double value = values.getDouble(row, Double.NaN);
      boolean wrong =
          Double.isInfinite(value)
              || (type == FeatureType.BOOLEAN && value != 0 && value != 1 && !Double.isNaN(value));
      if (wrong) {
        applicant.setError(slot, FeatureVector.SlotError.WRONG_VALUE);
      } else if (type == FeatureType.CATEGORY && !Double.isNaN(value)) {
        applicant.set(slot, levels.raw(value));
      } else {
        applicant.set(slot, value);
      }
    }
  }

  /// The raw values of a category's levels.
  ///
  /// @param ofText by the level's text
  /// @param numbers the numbers whose level is one of them, ascending
  /// @param ofNumber the raw value of each number's level
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Levels(Map<String, Double> ofText, double[] numbers, double[] ofNumber) {
    static Levels of(List<String> levels) {
      Map<String, Double> ofText = new HashMap<>();
      TreeMap<Double, Double> ofNumber = new TreeMap<>();
      for (String level : levels) {
        double raw = ofText.size();
        ofText.put(level, raw);
        number(level).ifPresent(number -> ofNumber.put(number, raw));
      }
      return new Levels(Map.copyOf(ofText), unboxed(ofNumber.keySet()), unboxed(ofNumber.values()));
    }

    /// The number whose level this is; empty if there is none.
    private static OptionalDouble number(String level) {
      try {
        double number = Double.parseDouble(level);
        return ValueRule.level(number).equals(level)
            ? OptionalDouble.of(number)
            : OptionalDouble.empty();
      } catch (NumberFormatException text) {
        return OptionalDouble.empty();
      }
    }

    private static double[] unboxed(Collection<Double> values) {
      return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    double raw(String level) {
      return ofText.getOrDefault(level, Input.UNSEEN);
    }

    /// @param number a finite number; 0 with either sign is the same
    double raw(double number) {
      int at = Arrays.binarySearch(numbers, number + 0.0);
      return at < 0 ? Input.UNSEEN : ofNumber[at];
    }
  }
}
