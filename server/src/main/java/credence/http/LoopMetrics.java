package credence.http;

import static java.util.Objects.requireNonNull;

import credence.http.problem.ProblemType;
import credence.prediction.PredictionCounts;
import credence.prediction.Tally;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What one event loop counts; any thread may read it.
public final class LoopMetrics {
  /// The statuses that are answered.
  public static final List<Integer> STATUSES =
      List.of(
          200, 201, 202, 204, 400, 401, 403, 404, 405, 406, 408, 409, 412, 413, 414, 415, 421, 422,
          428, 429, 431, 500, 503, 505);

  private final Map<Route, Tally[]> requests = new EnumMap<>(Route.class);
  private final Tally[] requestsWithoutRoute = tallies();
  private final Map<ProblemType, Tally> problems = new EnumMap<>(ProblemType.class);
  private final Tally batchRecords = new Tally();
  private final Tally heldRequestBytes = new Tally();
  private final Tally heldAnswerBytes = new Tally();
  private final Map<CutOff, Tally> cutOff = new EnumMap<>(CutOff.class);
  private final LatencyHistogram predictLatency = new LatencyHistogram();
  private final PredictionCounts predictions = new PredictionCounts();

  LoopMetrics() {
    for (Route route : Route.values()) {
      requests.put(route, tallies());
    }
    for (ProblemType type : ProblemType.values()) {
      problems.put(type, new Tally());
    }
    for (CutOff reason : CutOff.values()) {
      cutOff.put(reason, new Tally());
    }
  }

  /// Counts an answered request.
  ///
  /// @param route its route; null if its path has none
  void countRequest(@Nullable Route route, int status) {
    requests(route, status).add(1);
  }

  /// How many requests of a route, null for those without one, were answered with a status.
  public Tally requests(@Nullable Route route, int status) {
    Tally[] ofRoute = route == null ? requestsWithoutRoute : requests.get(route);
    return requireNonNull(ofRoute)[STATUSES.indexOf(status)];
  }

  /// How often a problem was answered, for a request or a record of a batch.
  public Tally problems(ProblemType type) {
    return requireNonNull(problems.get(type));
  }

  /// How many records came in batches.
  public Tally batchRecords() {
    return batchRecords;
  }

  /// How many bytes of requests are held until their rest comes or it is their turn.
  public Tally heldRequestBytes() {
    return heldRequestBytes;
  }

  /// How many bytes of answers clients have yet to take.
  public Tally heldAnswerBytes() {
    return heldAnswerBytes;
  }

  /// How many connections were closed for a reason.
  public Tally cutOff(CutOff reason) {
    return requireNonNull(cutOff.get(reason));
  }

  /// How long predictions took, from a request's head to its answer.
  public LatencyHistogram predictLatency() {
    return predictLatency;
  }

  /// What was predicted.
  public PredictionCounts predictions() {
    return predictions;
  }

  /// A tally for each status.
  private static Tally[] tallies() {
    return Stream.generate(Tally::new).limit(STATUSES.size()).toArray(Tally[]::new);
  }
}
