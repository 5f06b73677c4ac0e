package credence.training;

import credence.dataset.Outcomes;
import credence.dataset.TrainingTable;
import credence.evaluation.CrossValidation;
import credence.evaluation.Estimate;
import credence.evaluation.Evaluation;
import credence.fitting.Trainer;
import credence.fitting.TrainingThreads;
import credence.model.Model;
import credence.model.ModelSpec;
import credence.model.Result;
import credence.splitting.CustomerTraits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Cross-validates a spec's model on the training side.
///
/// Folds are groups of customers, by a hash of the id. For each fold a model is trained on the
/// other rows, and the fold's rows are scored as in serving. A fold has no area if one class is
/// missing inside or outside of it, or no model can be fitted.
final class CrossValidating {
  private final Outcomes outcomes;
  private final ModelSpec spec;
  private final int[] rows;
  private final CustomerTraits traits;
  private final Trainer trainer;
  private final TrainingThreads threads;

  CrossValidating(
      Outcomes outcomes,
      ModelSpec spec,
      int[] rows,
      CustomerTraits traits,
      Trainer trainer,
      TrainingThreads threads) {
    this.outcomes = outcomes;
    this.spec = spec;
    this.rows = rows;
    this.traits = traits;
    this.trainer = trainer;
    this.threads = threads;
  }

  /// Evaluates all folds.
  ///
  /// @param proceed receives the share done; returns false to cancel
  Result<CrossValidation> run(DoublePredicate proceed) {
    int folds = spec.crossValidationFolds();
    List<@Nullable Double> areas = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      double done = (double) fold / folds;
      if (!proceed.test(done)
          || !addArea(fold, areas, share -> proceed.test(done + share / folds))) {
        return new Result.Cancelled<>();
      }
    }
    return Result.of(CrossValidation.of(areas));
  }

  /// Adds the area of one fold; false if cancelled.
  private boolean addArea(int fold, List<@Nullable Double> areas, DoublePredicate proceed) {
    TrainingTable table = outcomes.table();
    int[] inside = side(fold, true);
    int[] outside = side(fold, false);
    Result<Trainer.Preparation> prepared = threads.on(() -> trainer.prepare(table, outside));
    if (inside.length == 0) {
      areas.add(null);
      return true;
    }
    return switch (prepared.then(rows -> rows.fit(outcomes, proceed))) {
      case Result.Value<Trainer.Fitted>(Trainer.Fitted fitted) -> {
        Model model = fitted.served();
        areas.add(threads.on(() -> area(model, inside)));
        yield true;
      }
      case Result.WithErrors<Trainer.Fitted> _ -> {
        areas.add(null);
        yield true;
      }
      case Result.Cancelled<Trainer.Fitted> _ -> false;
    };
  }

  private @Nullable Double area(Model model, int[] inside) {
    double[] all = TableScoring.probabilities(outcomes.table(), model, inside);
    int[] scored = IntStream.range(0, all.length).filter(i -> !Double.isNaN(all[i])).toArray();
    if (scored.length == 0) {
      return null;
    }
    int[] scoredRows = IntStream.of(scored).map(i -> inside[i]).toArray();
    double[] probabilities = IntStream.of(scored).mapToDouble(i -> all[i]).toArray();
    Estimate auc = Evaluation.of(outcomes.sample(scoredRows, probabilities)).auc();
    return auc == null ? null : auc.value();
  }

  private int[] side(int fold, boolean inside) {
    return Arrays.stream(rows)
        .filter(row -> (traits.fold(outcomes.table().customer(row)) == fold) == inside)
        .toArray();
  }
}
