package credence.prediction;

import credence.document.ModelDocument;
import credence.document.ServedDocument;

/// Reads the documents that training writes.
public final class ModelDocumentReader implements DocumentReader {
  @Override
  public Reading read(byte[] document) {
    return switch (ServedDocument.read(document)) {
      case ModelDocument.Unreadable unreadable -> new Unreadable(unreadable.expected());
      case ServedDocument.Read read ->
          new Read(
              read.model(), new Figures(read.trainingRows(), read.validationRows(), read.auc()));
    };
  }
}
