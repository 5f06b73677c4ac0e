package credence.registry.directory;

import static java.nio.charset.StandardCharsets.UTF_8;

import credence.files.DurableFiles;
import credence.files.FileFailure;
import credence.files.RegularFiles;
import credence.hashing.Sha256;
import credence.model.LocatedError;
import credence.model.VersionName;
import credence.registry.ContentSink;
import credence.registry.DocumentReading;
import credence.registry.Publication;
import credence.registry.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The documents on disk: `NAME.json`, and beside it `NAME.json.sha256` in the form that `sha256sum
/// --check` reads.
///
/// A document that no record of the history publishes is ignored.
final class DocumentFolder {
  private static final String DOCUMENT_SUFFIX = ".json";
  private static final String SUM_SUFFIX = ".json.sha256";
  private static final int SUM_BYTES_MAX = 1_000;

  private final Path folder;
  private final int documentBytesMax;

  /// @param folder where the documents are
  /// @param documentBytesMax how long one may be
  DocumentFolder(Path folder, int documentBytesMax) {
    this.folder = folder;
    this.documentBytesMax = documentBytesMax;
  }

  /// Where the documents are.
  Path folder() {
    return folder;
  }

  /// Writes a document and its sum.
  void write(VersionName name, byte[] document, String sha256) {
    try {
      DurableFiles.replace(document(name), document);
      DurableFiles.replace(sum(name), sumBytes(name, sha256));
    } catch (IOException e) {
      throw RegistryException.of("nothing was changed, cannot write", document(name), e);
    }
  }

  /// Reads the document of a publication and verifies it, and the sum beside it.
  DocumentReading read(Publication publication) {
    VersionName name = publication.name();
    String sha256 = publication.sha256();
    try {
      Path file = document(name);
      Optional<byte[]> document = RegularFiles.read(file, documentBytesMax);
      if (document.isEmpty()) {
        return damaged(name, file, "is missing");
      }
      if (document.get().length > documentBytesMax) {
        return damaged(name, file, overlong());
      }
      if (!Sha256.of(document.get()).equals(sha256)) {
        return damaged(name, file, notPublished(publication));
      }
      return sumError(name, file, sha256)
          .<DocumentReading>map(error -> new DocumentReading.Damaged(name, error))
          .orElseGet(() -> new DocumentReading.Whole(publication, document.get()));
    } catch (IOException e) {
      return damaged(name, document(name), "cannot be read: " + FileFailure.reason(e));
    }
  }

  /// Reads the document of a publication as a stream, and verifies it as [#read] does.
  ///
  /// @return what is wrong; empty if the sink was given the document that was published
  Optional<LocatedError> read(Publication publication, ContentSink sink) {
    VersionName name = publication.name();
    String sha256 = publication.sha256();
    Path file = document(name);
    try {
      Optional<InputStream> opened = RegularFiles.open(file);
      if (opened.isEmpty()) {
        return Optional.of(error(file, "is missing"));
      }
      try (InputStream in = opened.get()) {
        long length = Files.size(file);
        if (length > documentBytesMax) {
          return Optional.of(error(file, overlong()));
        }
        return VerifiedRead.sha256(in, length, sink).equals(sha256)
            ? sumError(name, file, sha256)
            : Optional.of(error(file, notPublished(publication)));
      }
    } catch (IOException e) {
      return Optional.of(error(file, "cannot be read: " + FileFailure.reason(e)));
    }
  }

  /// Deletes a document and its sum, of a version that the history does not have.
  void delete(VersionName name) {
    try {
      Files.deleteIfExists(document(name));
      Files.deleteIfExists(sum(name));
      DurableFiles.syncFolder(folder);
    } catch (IOException e) {
      throw RegistryException.of(
          name + " is not among the versions, but cannot delete", document(name), e);
    }
  }

  /// The names of the documents and sums that are there, whether published or not.
  Set<VersionName> names() {
    Set<VersionName> names = new TreeSet<>(Comparator.comparing(VersionName::text));
    for (Path file : files()) {
      String text = String.valueOf(file.getFileName());
      String suffix = text.endsWith(SUM_SUFFIX) ? SUM_SUFFIX : DOCUMENT_SUFFIX;
      String name = text.substring(0, Math.max(0, text.length() - suffix.length()));
      if (text.endsWith(suffix) && VersionName.isValid(name)) {
        names.add(new VersionName(name));
      }
    }
    return names;
  }

  /// Deletes the files that an interrupted writer did not finish.
  void deleteUnfinished() {
    try {
      for (Path file : files()) {
        if (DurableFiles.isUnfinished(file)) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw RegistryException.of("cannot clean", folder, e);
    }
  }

  private List<Path> files() {
    try {
      return DurableFiles.list(folder).stream().filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw RegistryException.of("cannot list", folder, e);
    }
  }

  /// What is wrong with the sum beside a document; empty if nothing is.
  private Optional<LocatedError> sumError(VersionName name, Path file, String sha256)
      throws IOException {
    Optional<byte[]> sum = RegularFiles.read(sum(name), SUM_BYTES_MAX);
    if (sum.isEmpty()) {
      return Optional.of(error(sum(name), "is missing"));
    }
    return Arrays.equals(sum.get(), sumBytes(name, sha256))
        ? Optional.empty()
        : Optional.of(error(sum(name), "is not the SHA-256 of " + file.getFileName()));
  }

  private String overlong() {
    return "is longer than the " + documentBytesMax + " bytes allowed";
  }

  private static String notPublished(Publication publication) {
    return "is not what record " + publication.sequence() + " published";
  }

  private static DocumentReading damaged(VersionName name, Path file, String problem) {
    return new DocumentReading.Damaged(name, error(file, problem));
  }

  private static LocatedError error(Path file, String problem) {
    return new LocatedError(
        file.toString(),
        problem + "; restore it from a backup, or publish the same document again");
  }

  private Path document(VersionName name) {
    return folder.resolve(name + DOCUMENT_SUFFIX);
  }

  private Path sum(VersionName name) {
    return folder.resolve(name + SUM_SUFFIX);
  }

  private byte[] sumBytes(VersionName name, String sha256) {
    return (sha256 + "  " + document(name).getFileName() + "\n").getBytes(UTF_8);
  }
}
