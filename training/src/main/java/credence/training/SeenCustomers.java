package credence.training;

import credence.dataset.ReadProgress;
import credence.dataset.TrainingSetSearch;
import credence.fitting.TrainingThreads;
import credence.model.Comparison.SideDoubt;
import credence.model.ModelSpec.Split;
import credence.model.ModelVersion;
import credence.model.Provenance.TrainingSetReference;
import credence.model.Result;
import credence.splitting.Side;
import credence.splitting.SplitById;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which customers of a comparison the champion has seen in its training, as far as that is known.
///
/// If the champion's training sets are there and yield the sides of its training, its training side
/// is recomputed. Otherwise, the hash of a customer's id decides if the champion was split by id:
/// it was never fitted to a customer whose hash is below its share, whatever its files contained.
/// That requires that the candidate identifies customers by the same column, or one of the two has
/// no ids: then the champion's id or key of each row is read. Otherwise, nothing is known.
///
/// @param fitted the customers to which it was fitted; null if they cannot be recomputed
/// @param splitById its split by id, if `fitted` is null; null if it has none that applies
/// @param setsGone the names of its training sets that are missing or changed
/// @param doubt why its sides as recomputed may not be those of its training, if neither `fitted`
///   nor `splitById` is known; null if they were not recomputed
record SeenCustomers(
    @Nullable FittedCustomers fitted,
    @Nullable SplitById splitById,
    List<String> setsGone,
    @Nullable SideDoubt doubt) {

  /// Determines what is known about the champion of a comparison.
  ///
  /// @return failed if its files could not be read
  static Result<SeenCustomers> of(
      ComparisonRequest request, TrainingThreads threads, ReadProgress progress) {
    ModelVersion champion = request.champion().version();
    List<Path> files = new ArrayList<>();
    List<String> gone = new ArrayList<>();
    for (TrainingSetReference set : champion.provenance().trainingSets()) {
      TrainingSetSearch.find(set, request.files())
          .ifPresentOrElse(files::add, () -> gone.add(set.name()));
    }
    if (!gone.isEmpty()) {
      return Result.of(withoutFiles(request, gone));
    }
    return FittedCustomers.of(champion, files, request.limits(), threads, progress)
        .map(
            recomputed ->
                switch (recomputed) {
                  case FittedCustomers.Known(FittedCustomers customers) ->
                      new SeenCustomers(customers, null, List.of(), null);
                  case FittedCustomers.Changed _ ->
                      withoutFiles(
                          request,
                          champion.provenance().trainingSets().stream()
                              .map(TrainingSetReference::name)
                              .toList());
                  case FittedCustomers.Doubtful(SideDoubt doubt) -> inDoubt(request, doubt);
                });
  }

  private static SeenCustomers withoutFiles(ComparisonRequest request, List<String> gone) {
    return new SeenCustomers(null, splitById(request), gone, null);
  }

  /// The time zone affects which rows of a split by id are used, never the side of a customer.
  private static SeenCustomers inDoubt(ComparisonRequest request, SideDoubt doubt) {
    SplitById splitById = doubt == SideDoubt.ZONE_UNKNOWN ? splitById(request) : null;
    return new SeenCustomers(null, splitById, List.of(), splitById == null ? doubt : null);
  }

  private static @Nullable SplitById splitById(ComparisonRequest request) {
    ModelVersion champion = request.champion().version();
    Split split = champion.spec().split();
    String id = champion.spec().idColumn();
    String candidateId = request.candidate().version().spec().idColumn();
    boolean applies = id == null || candidateId == null || id.equals(candidateId);
    return applies && champion.spec().isSplitByHash()
        ? new SplitById(split.seed(), split.share())
        : null;
  }

  /// Whether it is known which customers the champion has not seen.
  boolean known() {
    return fitted != null || splitById != null;
  }

  /// Whether a customer is to be excluded: the champion has seen it or, by the hash of its id, may
  /// have seen it.
  ///
  /// @param id holds the id as text, in UTF-8
  /// @param from where the id begins
  /// @param to where it ends, exclusive
  boolean excludes(byte[] id, int from, int to) {
    if (fitted != null) {
      return fitted.contains(id, from, to);
    }
    return splitById != null && splitById.side(id, from, to) == Side.TRAINING;
  }
}
