package credence.home;

import credence.files.FileIdentity;
import credence.model.LocatedError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The check of a file that a command is to write: it must replace neither an input nor a file of
/// the home.
///
/// Files are compared by their identity: a symbolic or hard link to a file is that file.
public final class OutputFile {
  private OutputFile() {}

  /// Why a file must not be written; empty if it may be.
  ///
  /// @param out the file, which need not exist
  /// @param inputs the files that the command reads
  /// @return all errors, each with both files
  /// @throws IOException if a file exists and cannot be examined
  public static List<LocatedError> errors(Path out, List<Path> inputs, Home home)
      throws IOException {
    List<LocatedError> errors = new ArrayList<>();
    for (Path input : inputs) {
      if (FileIdentity.isSame(out, input)) {
        errors.add(
            new LocatedError(
                out.toString(),
                "expected an output other than the input " + input + ", which is the same file"));
      }
    }
    for (Path part : home.parts()) {
      Optional<Path> found = FileIdentity.find(out, part);
      if (found.isPresent()) {
        errors.add(
            new LocatedError(
                out.toString(),
                "expected an output other than the home's own files, but it is "
                    + found.get()
                    + ": choose a file outside the home"));
      }
    }
    return errors;
  }
}
