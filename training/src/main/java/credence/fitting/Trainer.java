package credence.fitting;

import credence.dataset.Outcomes;
import credence.dataset.TrainingTable;
import credence.model.Finding;
import credence.model.Model;
import credence.model.ModelSpec;
import credence.model.ModelSpec.Algorithm.LogisticRegression;
import credence.model.Provenance.FitRecord;
import credence.model.Result;
import credence.model.StandardErrors;
import credence.screening.ScreenedRows;
import credence.splitting.RowSplit;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/// Trains models of one kind: takes rows and a spec, and returns a model, a record of the fit,
/// findings and standard errors. Steps that are the same for all kinds, such as rows, split and
/// evaluation, are in [ModelTraining].
public interface Trainer {
  /// The trainer for a spec's algorithm.
  ///
  /// @param threads the threads for parallel work
  static Trainer of(ModelSpec spec, TrainingThreads threads) {
    return switch (spec.algorithm()) {
      case LogisticRegression logistic -> new LogisticTrainer(spec, logistic, threads);
    };
  }

  /// Prepares rows for fitting a model; called on one of the threads.
  ///
  /// @param rows of the table, ascending
  /// @return rejected if no model can be fitted to the rows
  Result<Preparation> prepare(TrainingTable table, int[] rows);

  /// Prepares the training side of a split, and checks both sides for values that the model would
  /// reject; called on one of the threads.
  ///
  /// @param progress receives the share of the work that is done, in [0, 1]; called by several
  ///   threads
  /// @return rejected if no model can be fitted to the training side, or either side has such
  ///   values: with an error for each column and reason
  Result<Preparation> prepare(TrainingTable table, RowSplit split, DoubleConsumer progress);

  /// Rows that are prepared for fitting.
  interface Preparation {
    /// Fits a model to the rows.
    ///
    /// @param proceed receives the share of the work that is done, in [0, 1]; false cancels the fit
    Result<Fitted> fit(Outcomes outcomes, DoublePredicate proceed);
  }

  /// A fitted model.
  interface Fitted {
    /// The model as served.
    Model served();

    /// The model with the validation side's rules for missing values.
    Model validated();

    /// How the fit ended.
    FitRecord record();

    /// The findings on the fit; called on one of the threads.
    ///
    /// @param screened a sample of the rows of the fit
    List<Finding> findings(ScreenedRows screened);

    /// Examines the model, which may take as long as the fit.
    ///
    /// @param proceed receives the share of the work that is done, in [0, 1]; false cancels it
    Result<Examination> examine(DoublePredicate proceed);
  }

  /// The results of examining a model.
  ///
  /// @param findings the findings
  /// @param standardErrors those of its parameters; null if they cannot be computed, or the kind of
  ///   model has none
  record Examination(List<Finding> findings, @Nullable StandardErrors standardErrors) {
    /// Copies the list.
    public Examination {
      findings = List.copyOf(findings);
    }
  }
}
