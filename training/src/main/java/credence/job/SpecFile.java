package credence.job;

import credence.document.SpecDocument;
import credence.files.RegularFiles;
import credence.home.Home;
import credence.model.LocatedError;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the model spec for training.
public final class SpecFile {
  /// The file in the home that holds its spec.
  private static final String NAME = "spec.yaml";

  private static final int BYTES_MAX = 16 << 20;

  private SpecFile() {}

  /// The name of the spec that [#read] reads, for messages.
  public static String source(@Nullable Path asked, Home home) {
    if (asked != null) {
      return String.valueOf(asked.getFileName());
    }
    return Files.exists(home.specFile()) ? NAME : SpecDocument.DEFAULT_SOURCE;
  }

  /// The text of a spec's file, which has to be a regular file of UTF-8.
  ///
  /// @throws CharacterCodingException if it is not UTF-8
  public static String text(Path file) throws IOException {
    return RegularFiles.text(file, BYTES_MAX);
  }

  /// Reads the spec: the given file, or else the home's, or else the one that ships with Credence.
  ///
  /// @param asked the given file; null if there is none
  /// @throws IOException if there is a file and it cannot be read
  public static SpecDocument.Reading read(@Nullable Path asked, Home home) throws IOException {
    Path ofHome = home.specFile();
    if (asked == null && !Files.exists(ofHome, LinkOption.NOFOLLOW_LINKS)) {
      return new SpecDocument.Read(SpecDocument.byDefault());
    }
    Path file = asked == null ? ofHome : asked;
    try {
      return SpecDocument.read(text(file), String.valueOf(file.getFileName()));
    } catch (CharacterCodingException e) {
      return new SpecDocument.Invalid(
          List.of(new LocatedError(file.toString(), "expected UTF-8 text")));
    }
  }
}
