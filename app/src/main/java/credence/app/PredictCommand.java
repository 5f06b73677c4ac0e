package credence.app;

import credence.app.terminal.Progress;
import credence.dataset.ParquetScoring.Scored;
import credence.files.TableFormat;
import credence.files.WholeFile;
import credence.home.OutputFile;
import credence.job.ScoringJob;
import credence.job.StoredVersion;
import credence.model.LocatedError;
import credence.model.ModelSpec.CsvFormat;
import credence.model.ModelSpec.CsvFormat.Decimal;
import credence.model.ModelSpec.CsvFormat.Delimiter;
import credence.model.ModelVersion;
import credence.model.NearNames;
import credence.model.Result;
import credence.scoring.InputCounts.InputCount;
import credence.wire.PredictionFormat;
import credence.wording.Figures;
import credence.wording.InputCountWording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `credence predict`: scores a file with a version.
@Command(
    name = "predict",
    description = {
      "Scores a file of applicants.",
      "A parquet or CSV file (.csv, .csv.gz) is scored into a parquet or CSV file, JSON lines (.json, "
          + ".jsonl, .ndjson) into JSON lines.",
      "The output file is created only if scoring completes. At the end, inputs are listed that were "
          + "imputed, or had levels unseen in training or values outside the training range."
    },
    footer = {"", "Example:", "  credence predict --data applicants.csv --out predictions.csv"})
final class PredictCommand extends JobCommand {
  private static final List<String> JSON_ENDINGS = List.of(".json", ".jsonl", ".ndjson");
  private static final JsonMapper MAPPER = new JsonMapper();

  @Option(
      names = "--version",
      paramLabel = "NAME",
      defaultValue = "champion",
      description = "The version or alias to score with. Default: ${DEFAULT-VALUE}.")
  private String version = "";

  @Option(
      names = "--data",
      paramLabel = "FILE",
      required = true,
      description = "The file of applicants.")
  @SuppressWarnings("NullAway.Init") // Required, so set by picocli.
  private Path data;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "The output file; replaced if it exists.")
  @SuppressWarnings("NullAway.Init") // Required, so set by picocli.
  private Path out;

  @Option(
      names = "--prediction-decimals",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Decimals of a prediction in JSON and CSV, up to 17; 0 writes doubles at full precision, as "
              + "parquet always does. Default: ${DEFAULT-VALUE}.")
  private int decimals;

  @Mixin
  @SuppressWarnings("NullAway.Init") // Set by picocli before the command runs.
  private CsvOptions csv;

  @Option(
      names = "--json",
      description =
          "Prints the result as a JSON object, with every input that was imputed, or had levels "
              + "unseen in training or values outside the training range.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    boolean lines = isJson(data);
    if (lines != isJson(out)) {
      throw new ParameterException(
          commandLine(),
          "expected --data and --out to be both JSON lines, or each of them parquet or CSV");
    }
    PredictionFormat format = format();
    List<LocatedError> errors = OutputFile.errors(out, List.of(data), home());
    if (!errors.isEmpty()) {
      return failed(errors);
    }
    WholeFile.removeLeftovers(out);
    return switch (StoredVersion.find(registry(), version)) {
      case StoredVersion.Unreadable unreadable -> failed(unreadable.message());
      case StoredVersion.Found found ->
          lines ? scoreJson(found.version(), format) : scoreTable(found.version(), format);
    };
  }

  private PredictionFormat format() {
    if (decimals < 0 || decimals > PredictionFormat.DECIMALS_MAX) {
      throw new ParameterException(
          commandLine(),
          "--prediction-decimals: expected an integer from 0 to " + PredictionFormat.DECIMALS_MAX);
    }
    return decimals == 0 ? PredictionFormat.FULL : PredictionFormat.rounded(decimals);
  }

  private boolean isJson(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (JSON_ENDINGS.stream().anyMatch(name::endsWith)) {
      return true;
    }
    if (TableFormat.ofName(name).isEmpty()) {
      throw new ParameterException(
          commandLine(),
          file
              + ": expected a file name that ends in "
              + TableFormat.endings()
              + " or "
              + String.join(", ", JSON_ENDINGS));
    }
    return false;
  }

  private int scoreJson(ModelVersion model, PredictionFormat format) throws IOException {
    try (Progress progress = Progress.onStandardError();
        WholeFile file = new WholeFile(out)) {
      JsonLinesScoring.Counts counts =
          JsonLinesScoring.score(model, format, data, file.stream(), progress);
      if (counts == null) {
        return givenUp();
      }
      file.finish();
      return done(model, counts.scored(), counts.rejected(), counts.inputs());
    }
  }

  private int scoreTable(ModelVersion model, PredictionFormat format) throws IOException {
    Result<Scored> result;
    try (Progress progress = Progress.onStandardError()) {
      result =
          new ScoringJob(context(), progress)
              .score(model, data, csv.over(model.spec().csv()), out, format::text);
    }
    return switch (result) {
      case Result.Value<Scored>(Scored scored) ->
          done(model, scored.rows() - scored.rejected(), scored.rejected(), scored.inputs());
      case Result.WithErrors<Scored> withErrors -> failed(withErrors.errors());
      case Result.Cancelled<Scored> _ -> givenUp();
    };
  }

  private int givenUp() {
    return failed("cancelled; no predictions were written");
  }

  private int done(ModelVersion model, long scored, long rejected, List<InputCount> inputs) {
    if (json) {
      out().println(json(model, scored, rejected, inputs));
    } else {
      out().println("scored " + Figures.count(scored) + " by " + model.name() + " into " + out);
      InputCountWording.lines(inputs, scored).forEach(out()::println);
    }
    if (rejected > 0) {
      return failed(
          "could not score %s of %s; see %s"
              .formatted(Figures.count(rejected), Figures.count(scored + rejected), out));
    }
    return DONE;
  }

  private String json(ModelVersion model, long scored, long rejected, List<InputCount> inputs) {
    ObjectNode result = MAPPER.createObjectNode();
    result.put("version", model.name().text());
    result.put("out", out.toString());
    result.put("scored", scored);
    result.put("not_scored", rejected);
    ArrayNode written = result.putArray("inputs");
    for (InputCount input : inputs) {
      written
          .addObject()
          .put("input", input.input())
          .put("unseen_levels", input.unseenLevels())
          .put("outside_training_range", input.outsideRange())
          .put("imputed", input.imputed());
    }
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(result);
  }

  /// The options for the dialect of a CSV file that no spec describes.
  private static final class CsvOptions {
    @Option(
        names = "--csv-delimiter",
        paramLabel = "NAME",
        converter = DelimiterConverter.class,
        description =
            "What separates the cells of a CSV file: comma, semicolon, tab, pipe. Default: as in the "
                + "version's spec, or else as the file's header shows.")
    private @Nullable Delimiter delimiter;

    @Option(
        names = "--csv-decimal",
        paramLabel = "NAME",
        converter = DecimalConverter.class,
        description =
            "The decimal separator in a CSV file: point, comma. Default: as in the version's spec, or "
                + "else as the file's numbers show.")
    private @Nullable Decimal decimal;

    @Option(
        names = "--csv-missing",
        paramLabel = "TEXT",
        arity = "1..*",
        description =
            "Texts that mean a missing value in a CSV file, besides the empty cell. Default: those of "
                + "the version's spec.")
    private List<String> missing = List.of();

    /// The dialect by these options and, where they are not given, by a spec.
    CsvFormat over(CsvFormat spec) {
      return new CsvFormat(
          delimiter == null ? spec.delimiter() : delimiter,
          decimal == null ? spec.decimal() : decimal,
          missing.isEmpty() ? spec.missing() : missing);
    }

    /// Reads a delimiter's name.
    static final class DelimiterConverter implements ITypeConverter<Delimiter> {
      @Override
      public Delimiter convert(String text) {
        return constant(text, Delimiter.values());
      }
    }

    /// Reads the name of a decimal separator.
    static final class DecimalConverter implements ITypeConverter<Decimal> {
      @Override
      public Decimal convert(String text) {
        return constant(text, Decimal.values());
      }
    }

    private static <E extends Enum<E>> E constant(String text, E[] constants) {
      return Stream.of(constants)
          .filter(constant -> name(constant).equals(text))
          .findFirst()
          .orElseThrow(
              () -> {
                List<String> names = Stream.of(constants).map(CsvOptions::name).toList();
                return new TypeConversionException(
                    "expected one of " + String.join(", ", names) + NearNames.hint(text, names));
              });
    }

    private static String name(Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT);
    }
  }
}
