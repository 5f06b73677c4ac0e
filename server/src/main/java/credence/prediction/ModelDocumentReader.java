package credence.prediction;

import credence.document.ModelDocument;
import credence.document.ServedDocument;
import java.io.InputStream;

/// Reads the documents that training creates.
public final class ModelDocumentReader implements DocumentReader {
  @Override
  public Reading read(InputStream document, long bytesMax) {
    return switch (ServedDocument.read(document, bytesMax)) {
      case ModelDocument.Unreadable unreadable -> new Unreadable(unreadable.expected());
      case ServedDocument.Oversized oversized -> new Oversized(oversized.bytes());
      case ServedDocument.Read read ->
          new Read(
              read.model(), new Figures(read.trainingRows(), read.validationRows(), read.auc()));
    };
  }
}
