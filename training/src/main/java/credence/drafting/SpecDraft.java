package credence.drafting;

import credence.csv.CsvSurvey;
import credence.dataset.CustomerObserver;
import credence.dataset.NumberColumn;
import credence.dataset.Outcomes;
import credence.dataset.TrainingTable;
import credence.dataset.TrainingTableReader;
import credence.document.SpecDocument;
import credence.engine.EngineFailure;
import credence.engine.EngineLimits;
import credence.engine.FileSchema;
import credence.engine.ParquetEngine;
import credence.engine.TableFiles;
import credence.files.TableFormat;
import credence.fitting.TrainingThreads;
import credence.model.Finding;
import credence.model.ModelSpec;
import credence.model.Result;
import credence.screening.FeatureScreening;
import credence.screening.ScreenedRows;
import credence.splitting.RowSelection;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Drafts a spec from a file: a text in YAML, with comments, by which a version can be trained on
/// the file. The same file gives the same text.
///
/// Columns are summarised by the engine, those of a CSV file by the types that all their cells have
/// ([CsvSurvey]); then the file is read as a training reads it, to leave out columns that likely
/// contain the outcome ([FeatureScreening]).
public final class SpecDraft {
  private static final double SURVEY_SHARE = 0.25;
  private static final double SUMMARY_SHARE = 0.5;

  private final Path file;
  private final String name;
  private final EngineLimits limits;
  private final DoublePredicate progress;

  private SpecDraft(Path file, EngineLimits limits, DoublePredicate progress) {
    this.file = file;
    this.name = String.valueOf(file.getFileName());
    this.limits = limits;
    this.progress = progress;
  }

  /// Drafts a spec.
  ///
  /// @param file a training set
  /// @param target the column of the outcome; null if it is to be found
  /// @param id the column that names the customer; null if it is to be found
  /// @param progress receives the share that is done, and decides whether to go on
  /// @return the text; rejected with all errors of the file or the columns, and the candidates if
  ///   no outcome can be found
  public static Result<String> of(
      Path file,
      @Nullable String target,
      @Nullable String id,
      EngineLimits limits,
      DoublePredicate progress) {
    return new SpecDraft(file, limits, progress).draft(target, id);
  }

  private Result<String> draft(@Nullable String target, @Nullable String id) {
    return TableFiles.check(file)
        .then(
            _ ->
                TableFormat.of(file).isCsv()
                    ? CsvSurvey.of(file, share -> progress.test(SURVEY_SHARE * share))
                        .then(survey -> draft(survey, target, id))
                    : draft(null, target, id));
  }

  /// @param survey null if the file is not CSV
  private Result<String> draft(
      @Nullable CsvSurvey survey, @Nullable String target, @Nullable String id) {
    return columns(survey)
        .then(
            columns ->
                OutcomeChoice.of(name, columns, target)
                    .then(
                        outcome ->
                            IdChoice.of(name, columns, outcome.column(), id)
                                .then(found -> draft(survey, columns, outcome, found))));
  }

  private Result<List<ColumnSummary>> columns(@Nullable CsvSurvey survey) {
    try {
      FileSchema schema = schema(survey);
      Set<String> names =
          schema.columns().stream().map(FileSchema.Column::name).collect(Collectors.toSet());
      if (names.size() < schema.columns().size()) {
        return Result.rejected(name, "expected columns with different names");
      }
      List<ColumnReading> readings =
          IntStream.range(0, schema.columns().size())
              .mapToObj(
                  i ->
                      survey == null
                          ? ColumnReading.of(schema.columns().get(i))
                          : ColumnReading.of(schema.columns().get(i), survey.columns().get(i)))
              .toList();
      double before = survey == null ? 0 : SURVEY_SHARE;
      try (ParquetEngine engine = ParquetEngine.open(limits, List.of(file), names)) {
        List<ColumnSummary> columns =
            new FileSummary(
                    engine,
                    file,
                    schema,
                    readings,
                    share -> progress.test(before + (SUMMARY_SHARE - before) * share))
                .columns();
        if (columns == null) {
          return new Result.Cancelled<>();
        }
        return schema.rows() == 0
            ? Result.rejected(name, "expected at least one row, but there are none")
            : Result.of(columns);
      }
    } catch (SQLException e) {
      return EngineFailure.of(file, e, limits).result();
    }
  }

  private FileSchema schema(@Nullable CsvSurvey survey) throws SQLException {
    if (survey != null) {
      return FileSchema.ofCsv(
          survey.contents(), survey.format(), TableFormat.of(file) == TableFormat.CSV_GZ);
    }
    try (ParquetEngine engine = ParquetEngine.open(limits, List.of(file), Set.of())) {
      return engine.schema(file);
    }
  }

  private Result<String> draft(
      @Nullable CsvSurvey survey,
      List<ColumnSummary> columns,
      OutcomeChoice outcome,
      Optional<ColumnSummary> id) {
    List<DraftColumn> drafted =
        columns.stream()
            .filter(
                column ->
                    !column.equals(outcome.column()) && !id.filter(column::equals).isPresent())
            .map(DraftColumn::of)
            .toList();
    DraftText text = new DraftText(file, survey, outcome, id, drafted);
    return withFeatures(drafted)
        .then(_ -> exclusions(spec(text)))
        .then(
            leaks -> {
              List<DraftColumn> kept =
                  drafted.stream()
                      .map(
                          column -> {
                            String reason = leaks.get(column.column().name());
                            return reason == null ? column : column.without(reason);
                          })
                      .toList();
              return withFeatures(kept)
                  .map(_ -> new DraftText(file, survey, outcome, id, kept).toString());
            });
  }

  private Result<List<DraftColumn>> withFeatures(List<DraftColumn> columns) {
    return columns.stream().anyMatch(DraftColumn::isFeature)
        ? Result.of(columns)
        : Result.rejected(
            name,
            "expected at least one column that can be a feature; left out: "
                + columns.stream()
                    .map(column -> column.column().name() + " (" + column.exclusion() + ")")
                    .collect(Collectors.joining(", ")));
  }

  private static ModelSpec spec(DraftText text) {
    return switch (SpecDocument.read(text.toString(), "draft")) {
      case SpecDocument.Read read -> read.document().spec();
      case SpecDocument.Invalid invalid -> throw new IllegalStateException(invalid.toString());
    };
  }

  /// The features that are to be left out because they likely contain the outcome, each with the
  /// reason.
  private Result<Map<String, String>> exclusions(ModelSpec spec) {
    return new TrainingTableReader(spec, limits)
        .read(
            List.of(file),
            CustomerObserver.NONE,
            state -> progress.test(SUMMARY_SHARE + (1 - SUMMARY_SHARE) * state.shareDone()))
        .then(table -> exclusions(spec, table));
  }

  private Result<Map<String, String>> exclusions(ModelSpec spec, TrainingTable table) {
    try (TrainingThreads threads = new TrainingThreads(limits.threads())) {
      return RowSelection.of(table, spec, new ArrayList<>())
          .selected()
          .map(
              selected -> {
                Outcomes outcomes = new Outcomes(table, selected.defaulted());
                int[] rows = selected.rows();
                return threads.on(
                    () -> {
                      Map<String, String> reasons = new HashMap<>();
                      spec.features()
                          .forEach(
                              feature ->
                                  presence(table.feature(feature.name()), outcomes, rows)
                                      .ifPresent(reason -> reasons.put(feature.name(), reason)));
                      FeatureScreening.of(outcomes, spec, rows, ScreenedRows.of(outcomes, rows))
                          .stream()
                          .filter(Finding.LikelyLeak.class::isInstance)
                          .map(Finding.LikelyLeak.class::cast)
                          .forEach(
                              leak -> reasons.putIfAbsent(leak.column(), DraftColumn.leak(leak)));
                      return reasons;
                    });
              });
    }
  }

  /// Why a feature is to be left out because of the rows in which it has a value; empty if these do
  /// not nearly determine the outcome.
  private static Optional<String> presence(NumberColumn values, Outcomes outcomes, int[] rows) {
    if (values.missing() == 0) {
      return Optional.empty();
    }
    long[] present = new long[2];
    long[] all = new long[2];
    for (int row : rows) {
      int outcome = outcomes.defaulted().get(row) ? 1 : 0;
      all[outcome]++;
      present[outcome] += Double.isNaN(values.get(row)) ? 0 : 1;
    }
    return DraftColumn.presence(present, all);
  }
}
