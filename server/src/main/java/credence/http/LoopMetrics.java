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

/// The counters of one event loop; any thread may read them.
public final class LoopMetrics {
  /// The status codes that the server uses.
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

  /// The number of responses with a status to requests of a route, null for those without one.
  public Tally requests(@Nullable Route route, int status) {
    Tally[] ofRoute = route == null ? requestsWithoutRoute : requests.get(route);
    return requireNonNull(ofRoute)[STATUSES.indexOf(status)];
  }

  /// The number of problems of a type, of requests and of records of batches.
  public Tally problems(ProblemType type) {
    return requireNonNull(problems.get(type));
  }

  /// The number of records received in batches.
  public Tally batchRecords() {
    return batchRecords;
  }

  /// The number of bytes held of requests that are incomplete or waiting.
  public Tally heldRequestBytes() {
    return heldRequestBytes;
  }

  /// The number of bytes of responses that clients have not read.
  public Tally heldAnswerBytes() {
    return heldAnswerBytes;
  }

  /// The number of connections closed for a reason.
  public Tally cutOff(CutOff reason) {
    return requireNonNull(cutOff.get(reason));
  }

  /// Response times of predictions, from a request's head to its response.
  public LatencyHistogram predictLatency() {
    return predictLatency;
  }

  /// The counts of predictions.
  public PredictionCounts predictions() {
    return predictions;
  }

  /// A tally for each status.
  private static Tally[] tallies() {
    return Stream.generate(Tally::new).limit(STATUSES.size()).toArray(Tally[]::new);
  }
}
