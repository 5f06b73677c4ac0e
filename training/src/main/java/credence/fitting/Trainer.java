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
import credence.splitting.RowSplit;
import java.util.List;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/// Trains models of one kind: rows and a spec go in; a model, a record of the fit, findings and
/// standard errors come out. What is the same for all kinds, such as rows, split and evaluation, is
/// [ModelTraining]'s.
public interface Trainer {
  /// The trainer of what a spec asks for.
  ///
  /// @param threads what is done in parallel runs on them
  static Trainer of(ModelSpec spec, TrainingThreads threads) {
    return switch (spec.algorithm()) {
      case LogisticRegression logistic -> new LogisticTrainer(spec, logistic, threads);
    };
  }

  /// Derives from rows what has to be known before a model is fitted to them; called on one of the
  /// threads.
  ///
  /// @param rows of the table, ascending
  /// @return refused if no model can be fitted to the rows
  Result<Preparation> prepare(TrainingTable table, int[] rows);

  /// Prepares the training side of a split, and checks both sides for values that the model would
  /// refuse; called on one of the threads.
  ///
  /// @return refused if no model can be fitted to the training side, or either side has such
  ///   values: with a fault for each column and reason
  Result<Preparation> prepare(TrainingTable table, RowSplit split);

  /// Rows that are ready to be fitted to.
  interface Preparation {
    /// Fits a model to the rows.
    ///
    /// @param proceed receives the share of the work that is done, in [0, 1]; false cancels the fit
    Result<Fitted> fit(Outcomes outcomes, DoublePredicate proceed);
  }

  /// A model that was fitted.
  interface Fitted {
    /// The model as it serves.
    Model served();

    /// The model with the validation side's rules for missing values.
    Model validated();

    /// How the fit came to its end.
    FitRecord record();

    /// What a user should know of the fit.
    List<Finding> findings();

    /// Finds out more about the model, which may take as long as the fit.
    ///
    /// @param proceed receives the share of the work that is done, in [0, 1]; false cancels it
    Result<Examination> examine(DoublePredicate proceed);
  }

  /// What is known of a model beyond its fit.
  ///
  /// @param findings what a user should know
  /// @param standardErrors those of its parameters; null if they cannot be computed, or the kind of
  ///   model has none
  record Examination(List<Finding> findings, @Nullable StandardErrors standardErrors) {
    /// Takes a copy of the list.
    public Examination {
      findings = List.copyOf(findings);
    }
  }
}
