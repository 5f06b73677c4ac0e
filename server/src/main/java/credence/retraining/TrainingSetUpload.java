package credence.retraining;

import credence.files.DurableFiles;
import credence.files.FileFailure;
import credence.files.FileHash;
import credence.files.FileStamp;
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

  private final TrainingSets folder;
  private final TrainingSetName name;
  private final Path part;
  private final FileChannel channel;
  private final MessageDigest digest = Sha256.digest();

  private TrainingSetUpload(
      TrainingSets folder, TrainingSetName name, Path part, FileChannel channel) {
    this.folder = folder;
    this.name = name;
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
  static TrainingSetUpload start(TrainingSets folder, TrainingSetName name) throws IOException {
    Path part = folder.beginUpload();
    try {
      return new TrainingSetUpload(
          folder, name, part, FileChannel.open(part, StandardOpenOption.WRITE));
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
    channel.close();
    String sha256 = Sha256.text(digest);
    synchronized (FINISHING) {
      Path file = name.file(folder.path());
      TrainingSetEntry existing = folder.look(name);
      if (existing.stamp() != null && existing.state() != TrainingSetEntry.State.REFUSED) {
        return sha256.equals(sha256(existing)) ? Outcome.UNCHANGED : Outcome.NAME_TAKEN;
      }
      if (existing.state() == TrainingSetEntry.State.GONE && !isListedAs(existing, sha256)) {
        return Outcome.NAME_TAKEN;
      }
      DurableFiles.publish(part, file);
      return Outcome.STORED;
    }
  }

  /// Whether a set whose file is missing was listed with these bytes, so that the upload restores
  /// it.
  private static boolean isListedAs(TrainingSetEntry missing, String sha256) {
    return missing.profile() != null && missing.profile().sha256().equals(sha256);
  }

  private static String sha256(TrainingSetEntry set) throws IOException {
    TrainingSetProfile profile = set.profile();
    if (profile != null && profile.file().equals(FileStamp.of(set.file()).stored())) {
      return profile.sha256();
    }
    return FileHash.of(set.file());
  }

  /// Deletes the temporary file, unless the set was stored.
  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(part);
  }
}
