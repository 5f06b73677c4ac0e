package credence.http.server;

import credence.model.CategoryEncoding;
import credence.model.Encoding;
import credence.model.Feature;
import credence.model.LogisticModel;
import credence.model.NumberEncoding;
import credence.prediction.DocumentReader;
import credence.scoring.Footprint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Models of the exercise's four scores, and documents for them with a special reader.
public final class TestModels {
  public static final String APPLICANT =
      "{\"id\":\"8db4206f-8878-174d-7a23-dd2c4f4ef5a0\",\"score_3\":480.0,\"score_4\":105.2,"
          + "\"score_5\":0.8514,\"score_6\":94.2,\"income\":50000}";

  /// Reads the documents of [#document(double)].
  static final DocumentReader READER = TestModels::read;

  /// The intercept of the model that model.py saves.
  public static final double INTERCEPT = -0.0231457313628691;

  private static final Pattern FORM =
      Pattern.compile("\\{\"intercept\":([-.0-9]+)(,\"requires\":\"score_7\")?}");

  private static final Pattern WIDE =
      Pattern.compile("\\{\"wide\":\"([a-z]+)\",\"inputs\":([0-9]+)}");

  private static final Pattern CATEGORIES = Pattern.compile("\\{\"categories\":([0-9]+)}");

  private static final Pattern DEMANDING = Pattern.compile("\\{\"required\":([0-9]+)}");

  private TestModels() {}

  /// A document of a model with an intercept.
  static byte[] document(double intercept) {
    return ("{\"intercept\":" + intercept + "}").getBytes(StandardCharsets.UTF_8);
  }

  /// A document of a model that cannot score without `score_7`.
  public static byte[] demandingDocument() {
    return "{\"intercept\":0.5,\"requires\":\"score_7\"}".getBytes(StandardCharsets.UTF_8);
  }

  private static LogisticModel demandingModel() {
    return new LogisticModel(
        List.of(new NumberEncoding("score_7", null, null, false, null)), 0.5, List.of(0.25));
  }

  /// A document of a model with many inputs, each of which may be missing.
  ///
  /// @param prefix the prefix of the inputs' names
  static byte[] wideDocument(String prefix, int inputs) {
    return ("{\"wide\":\"" + prefix + "\",\"inputs\":" + inputs + "}")
        .getBytes(StandardCharsets.UTF_8);
  }

  /// A document of a model of categories, `plan 0` and so on, whose levels are 1 and gold; 1 is the
  /// baseline and what a missing value is filled with.
  public static byte[] categoriesDocument(int inputs) {
    return ("{\"categories\":" + inputs + "}").getBytes(StandardCharsets.UTF_8);
  }

  private static LogisticModel categories(int inputs) {
    return new LogisticModel(
        IntStream.range(0, inputs)
            .<Encoding>mapToObj(
                i ->
                    new CategoryEncoding(
                        "plan " + i, "1", List.of("1", "gold"), Feature.UnseenLevel.BASELINE))
            .toList(),
        0,
        Collections.nCopies(inputs, 1.0));
  }

  /// A document of a model that requires many inputs, `input_0` and so on.
  static byte[] demandingDocument(int inputs) {
    return ("{\"required\":" + inputs + "}").getBytes(StandardCharsets.UTF_8);
  }

  private static LogisticModel demandingModel(int inputs) {
    return new LogisticModel(
        IntStream.range(0, inputs)
            .<Encoding>mapToObj(i -> new NumberEncoding("input_" + i, null, null, false, null))
            .toList(),
        0.5,
        Collections.nCopies(inputs, 0.01));
  }

  /// A model of many number inputs, `PREFIX_0` and so on.
  static LogisticModel wide(String prefix, int inputs) {
    return new LogisticModel(
        IntStream.range(0, inputs)
            .<Encoding>mapToObj(i -> new NumberEncoding(prefix + "_" + i, 0.0, null, false, null))
            .toList(),
        0.5,
        IntStream.range(0, inputs).mapToObj(i -> 1.0 / (i + 1)).toList());
  }

  /// The four scores, with 425 as fill value of `score_3`.
  static LogisticModel model(double intercept) {
    return new LogisticModel(
        List.of(
            new NumberEncoding("score_3", 425.0, null, false, null),
            new NumberEncoding("score_4", null, null, false, null),
            new NumberEncoding("score_5", null, null, false, null),
            new NumberEncoding("score_6", null, null, false, null)),
        intercept,
        List.of(
            0.0018669929799431354,
            -0.02959287345719891,
            -0.12109229548465825,
            0.006422702645019008));
  }

  private static DocumentReader.Reading read(InputStream document, long bytesMax) {
    LogisticModel model = model(text(document));
    if (model == null) {
      return new DocumentReader.Unreadable("expected a document of this test");
    }
    long bytes = Footprint.of(model);
    return bytes > bytesMax
        ? new DocumentReader.Oversized(bytes)
        : new DocumentReader.Read(model, null);
  }

  private static @Nullable LogisticModel model(String text) {
    Matcher wide = WIDE.matcher(text);
    if (wide.matches()) {
      return wide(wide.group(1), Integer.parseInt(wide.group(2)));
    }
    Matcher categories = CATEGORIES.matcher(text);
    if (categories.matches()) {
      return categories(Integer.parseInt(categories.group(1)));
    }
    Matcher demanding = DEMANDING.matcher(text);
    if (demanding.matches()) {
      return demandingModel(Integer.parseInt(demanding.group(1)));
    }
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return null;
    }
    return form.group(2) == null ? model(Double.parseDouble(form.group(1))) : demandingModel();
  }

  private static String text(InputStream document) {
    try {
      return new String(document.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
