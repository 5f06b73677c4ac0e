package credence.prediction;

import credence.document.ModelDocument;
import credence.model.ModelVersion;

/// Reads the documents that training writes.
public final class ModelDocumentReader implements DocumentReader {
  @Override
  public Reading read(byte[] document) {
    return switch (ModelDocument.read(document)) {
      case ModelDocument.Unreadable unreadable -> new Unreadable(unreadable.expected());
      case ModelDocument.Read read -> new Read(read.version().model(), figures(read.version()));
    };
  }

  private static Figures figures(ModelVersion version) {
    var evaluation = version.evaluation();
    return new Figures(
        evaluation.training().balance().rows(),
        evaluation.validationAsServed().balance().rows(),
        evaluation.validationAsServed().auc());
  }
}
