package credence.retraining;

import credence.files.DurableFiles;
import credence.files.FileFailure;
import credence.files.FileHash;
import credence.files.TableFormat;
import credence.hashing.Sha256;
import credence.run.TrainingSetEntry;
import credence.run.TrainingSetName;
import credence.run.TrainingSetProfile;
import credence.run.TrainingSets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/// The upload of a training set to a home. The set is written to a temporary file in the same
/// folder and renamed when it is complete.
public final class TrainingSetUpload implements AutoCloseable {
  private static final Object FINISHING = new Object();

  /// An existing file that changes during each attempt keeps its name.
  private static final int ATTEMPTS_MAX = 3;

  private final TrainingSets folder;
  private final TrainingSetName name;
  private final TableFormat format;
  private final Path part;
  private final FileChannel channel;
  private final MessageDigest digest = Sha256.digest();

  private TrainingSetUpload(
      TrainingSets folder,
      TrainingSetName name,
      TableFormat format,
      Path part,
      FileChannel channel) {
    this.folder = folder;
    this.name = name;
    this.format = format;
    this.part = part;
    this.channel = channel;
  }

  /// The outcome of an upload.
  public enum Outcome {
    /// The set was stored.
    STORED,
    /// A set with this name and the same bytes already exists.
    UNCHANGED,
    /// A set with this name and other bytes exists and was not changed.
    NAME_TAKEN
  }

  /// Starts an upload.
  static TrainingSetUpload start(TrainingSets folder, TrainingSetName name, TableFormat format)
      throws IOException {
    Path part = folder.beginUpload();
    try {
      return new TrainingSetUpload(
          folder, name, format, part, FileChannel.open(part, StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw FileFailure.of("cannot write", part, e);
    }
  }

  /// Writes the next bytes.
  public void write(ByteBuffer bytes) throws IOException {
    digest.update(bytes.duplicate());
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw FileFailure.of("cannot write", part, e);
    }
  }

  /// Stores the set, unless there is another one with its name.
  public Outcome finish() throws IOException {
    long bytes = channel.size();
    channel.close();
    String sha256 = Sha256.text(digest);
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      // An existing file may have to be read, which would delay other uploads under the lock.
      TrainingSetEntry existing = folder.compare(name);
      boolean same =
          existing.stamp() != null
              && existing.stamp().bytes() == bytes
              && sha256.equals(sha256(existing));
      synchronized (FINISHING) {
        if (folder.look(name).equals(existing)) {
          return finish(existing, sha256, same);
        }
      }
    }
    return Outcome.NAME_TAKEN;
  }

  /// @param same whether the existing file has these bytes
  private Outcome finish(TrainingSetEntry existing, String sha256, boolean same)
      throws IOException {
    if (existing.stamp() != null && existing.state() != TrainingSetEntry.State.REFUSED) {
      return same ? Outcome.UNCHANGED : Outcome.NAME_TAKEN;
    }
    if (existing.state() == TrainingSetEntry.State.GONE && !isListedAs(existing, sha256)) {
      return Outcome.NAME_TAKEN;
    }
    Path file = name.file(folder.path(), format);
    if (!existing.file().equals(file)) {
      Files.deleteIfExists(existing.file()); // A refused one of another format.
    }
    DurableFiles.publish(part, file);
    return Outcome.STORED;
  }

  /// Whether a set whose file is missing was listed with these bytes, so that the upload restores
  /// it.
  private static boolean isListedAs(TrainingSetEntry missing, String sha256) {
    return missing.profile() != null && missing.profile().sha256().equals(sha256);
  }

  private static String sha256(TrainingSetEntry set) throws IOException {
    TrainingSetProfile profile = set.profile();
    return profile != null && profile.file().equals(set.stamp())
        ? profile.sha256()
        : FileHash.of(set.file());
  }

  /// Deletes the temporary file, unless the set was stored.
  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(part);
  }
}
