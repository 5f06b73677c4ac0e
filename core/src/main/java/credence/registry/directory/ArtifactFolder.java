package credence.registry.directory;

import credence.files.DurableFiles;
import credence.files.FileFailure;
import credence.files.FileOwnership;
import credence.files.RegularFiles;
import credence.model.ArtifactReference;
import credence.model.LocatedError;
import credence.model.VersionName;
import credence.registry.ContentSink;
import credence.registry.RegistryException;
import credence.registry.artifact.Artifact;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The artifacts on disk: `VERSION/SHA256`, so a file's name is what `sha256sum` prints for it.
///
/// What belongs to no version that the history has does not exist for anybody.
final class ArtifactFolder {
  private final Path folder;
  private final long artifactBytesMax;

  /// @param folder where the artifacts are; made when the first one is written
  /// @param artifactBytesMax how long one may be
  ArtifactFolder(Path folder, long artifactBytesMax) {
    this.folder = folder;
    this.artifactBytesMax = artifactBytesMax;
  }

  /// Writes an artifact. It is copied to a file directly in the folder, so that what an interrupted
  /// writer leaves is found without looking into the folder of each version.
  ///
  /// @return what is wrong with the artifact, which is not there then; empty if it is on disk
  Optional<LocatedError> write(VersionName version, Artifact artifact) {
    Path file = file(version, artifact.reference());
    Path unfinished = DurableFiles.unfinished(folder.resolve(artifact.reference().sha256()));
    try {
      DurableFiles.createFolder(folder(version));
      Optional<LocatedError> error = copy(artifact, unfinished);
      if (error.isPresent()) {
        Files.delete(unfinished);
      } else {
        DurableFiles.publish(unfinished, file);
      }
      return error;
    } catch (IOException e) {
      deleteAfter(e, unfinished);
      throw RegistryException.of("nothing was changed, cannot write", file, e);
    }
  }

  private static Optional<LocatedError> copy(Artifact artifact, Path unfinished)
      throws IOException {
    try (OutputStream out = Files.newOutputStream(unfinished)) {
      FileOwnership.inherit(unfinished);
      return artifact.copyTo(out);
    }
  }

  private static void deleteAfter(IOException failure, Path unfinished) {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException alsoFailed) {
      failure.addSuppressed(alsoFailed);
    }
  }

  /// Reads an artifact of a version as a stream, and verifies it.
  ///
  /// @return what is wrong; empty if the sink was given the artifact that was published
  Optional<LocatedError> read(VersionName version, ArtifactReference artifact, ContentSink sink) {
    Path file = file(version, artifact);
    try {
      Optional<InputStream> opened = RegularFiles.open(file);
      if (opened.isEmpty()) {
        return Optional.of(error(file, "is missing"));
      }
      try (InputStream in = opened.get()) {
        long bytes = Files.size(file);
        if (bytes > artifactBytesMax) {
          return Optional.of(
              error(file, "is longer than the " + artifactBytesMax + " bytes allowed"));
        }
        if (bytes != artifact.bytes()) {
          String problem = "has " + bytes + " bytes, and had " + artifact.bytes();
          return Optional.of(error(file, problem + " when it was published"));
        }
        return VerifiedRead.sha256(in, bytes, sink).equals(artifact.sha256())
            ? Optional.empty()
            : Optional.of(error(file, "is not what was published"));
      }
    } catch (IOException e) {
      return Optional.of(error(file, "cannot be read: " + FileFailure.reason(e)));
    }
  }

  private static LocatedError error(Path file, String problem) {
    return new LocatedError(
        file.toString(),
        problem + "; restore it from a backup, or publish the same version again with it");
  }

  /// Deletes the artifacts of a version that the history does not have.
  void delete(VersionName version) {
    Path folderOfVersion = folder(version);
    try {
      if (!Files.isDirectory(folderOfVersion)) {
        return;
      }
      for (Path file : regularFiles(folderOfVersion)) {
        Files.delete(file);
      }
      if (DurableFiles.list(folderOfVersion).isEmpty()) {
        Files.delete(folderOfVersion);
      }
      DurableFiles.syncFolder(folder);
    } catch (IOException e) {
      throw RegistryException.of(
          version + " is not among the versions, but cannot delete", folderOfVersion, e);
    }
  }

  /// The versions of which there are artifacts, whether published or not.
  Set<VersionName> versions() {
    Set<VersionName> versions = new TreeSet<>(Comparator.comparing(VersionName::text));
    try {
      for (Path entry : DurableFiles.list(folder)) {
        String name = String.valueOf(entry.getFileName());
        if (VersionName.isValid(name) && Files.isDirectory(entry)) {
          versions.add(new VersionName(name));
        }
      }
    } catch (IOException e) {
      throw RegistryException.of("cannot list", folder, e);
    }
    return versions;
  }

  /// Deletes the artifacts that an interrupted writer did not finish.
  void deleteUnfinished() {
    try {
      for (Path file : regularFiles(folder)) {
        if (DurableFiles.isUnfinished(file)) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw RegistryException.of("cannot clean", folder, e);
    }
  }

  private static List<Path> regularFiles(Path folder) throws IOException {
    return DurableFiles.list(folder).stream().filter(Files::isRegularFile).toList();
  }

  private Path folder(VersionName version) {
    return folder.resolve(version.text());
  }

  private Path file(VersionName version, ArtifactReference artifact) {
    return folder(version).resolve(artifact.sha256());
  }
}
