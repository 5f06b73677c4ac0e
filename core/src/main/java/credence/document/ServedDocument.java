package credence.document;

import credence.evaluation.Estimate;
import credence.model.Model;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// The part of a model document that a server needs: the model, and what a list of versions shows.
/// The rest is skipped token by token, so that a server starts without reading curves and
/// histograms into records; [ModelDocument] reads everything.
public final class ServedDocument {
  private static final int TEXT_CHARACTERS_MAX = 1 << 20;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(TEXT_CHARACTERS_MAX).build())
          .build();

  private static final ModelDocument.Unreadable INCOMPLETE =
      new ModelDocument.Unreadable(FormatErrors.incomplete(ModelDocument.WHAT));

  private final long bytesMax;
  private int format = -1;
  private ModelForms.@Nullable Measured model;
  private @Nullable Side training;
  private @Nullable Side validation;

  private ServedDocument(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  /// The result of reading a document.
  public sealed interface Reading permits Read, Oversized, ModelDocument.Unreadable {}

  /// The document holds a version whose model is larger than allowed; the model was not kept.
  ///
  /// @param bytes the model's [Footprint]
  public record Oversized(long bytes) implements Reading {}

  /// The document holds a version.
  ///
  /// @param model the model
  /// @param trainingRows rows that it was fitted to
  /// @param validationRows rows that were held out
  /// @param auc the area under the ROC curve on the rows held out, encoded as served; null if one
  ///   of the classes does not occur
  public record Read(Model model, long trainingRows, long validationRows, @Nullable Estimate auc)
      implements Reading {}

  private record Side(long rows, @Nullable Estimate auc) {}

  /// Reads a document whose bytes have been verified.
  public static Reading read(byte[] document) {
    return read(new ByteArrayInputStream(document), Long.MAX_VALUE);
  }

  /// Reads a document as a stream. Memory is allocated only for its model, within the limit,
  /// whatever the document contains.
  ///
  /// @param document the document; if reading it fails, the result is [ModelDocument.Unreadable]
  /// @param bytesMax the largest model that is kept, by its [Footprint]
  public static Reading read(InputStream document, long bytesMax) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), document)) {
      return new ServedDocument(bytesMax).read(json);
    } catch (JacksonException | IllegalArgumentException e) {
      return INCOMPLETE;
    }
  }

  private Reading read(JsonParser json) {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      return INCOMPLETE;
    }
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      switch (name) {
        case "format" -> {
          format = json.getIntValue();
          if (format > ModelDocument.FORMAT) {
            return new ModelDocument.Unreadable(FormatErrors.later(ModelDocument.FORMAT, format));
          }
        }
        case "model" -> model = ModelForms.read(json, bytesMax);
        case "evaluation" -> readEvaluation(json);
        default -> json.skipChildren();
      }
    }
    boolean whole = json.nextToken() == null && format >= 0;
    if (!whole || model == null || training == null || validation == null) {
      return INCOMPLETE;
    }
    Model kept = model.model();
    return kept == null
        ? new Oversized(model.bytes())
        : new Read(kept, training.rows(), validation.rows(), validation.auc());
  }

  private void readEvaluation(JsonParser json) {
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      switch (name) {
        case "training" -> training = side(json);
        case "validation_as_served" -> validation = side(json);
        default -> json.skipChildren();
      }
    }
  }

  private static Side side(JsonParser json) {
    double rows = Double.NaN;
    Estimate auc = null;
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      JsonToken value = json.nextToken();
      if (name.equals("balance")) {
        rows = JsonFields.read(json).number("rows");
      } else if (name.equals("auc") && value == JsonToken.START_OBJECT) {
        auc = estimate(JsonFields.read(json));
      } else {
        json.skipChildren();
      }
    }
    if (Double.isNaN(rows)) {
      throw new IllegalArgumentException("expected rows");
    }
    return new Side((long) rows, auc);
  }

  private static Estimate estimate(JsonFields fields) {
    return new DocumentForms.EstimateJson(
            fields.number("value"),
            fields.numberOrNull("standard_error"),
            fields.numberOrNull("low"),
            fields.numberOrNull("high"),
            fields.numberOrNull("level"))
        .estimate();
  }
}
