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

/// A training set on its way into a home: written beside its place under a name that nobody takes
/// for a training set, and put there when it is whole.
public final class TrainingSetUpload implements AutoCloseable {
  private static final Object PLACING = new Object();

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

  /// What came of an upload.
  public enum Outcome {
    /// The set is there.
    STORED,
    /// A set of that name and with the same bytes was there.
    UNCHANGED,
    /// A set of that name with other bytes is there, and stays.
    NAME_TAKEN
  }

  /// Begins to take a training set.
  static TrainingSetUpload begin(TrainingSets folder, TrainingSetName name) throws IOException {
    Path part = folder.beginUpload();
    try {
      return new TrainingSetUpload(
          folder, name, part, FileChannel.open(part, StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw FileFailure.of("cannot write", part, e);
    }
  }

  /// Takes the next bytes.
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

  /// Puts the set in its place, unless there is another one.
  public Outcome finish() throws IOException {
    channel.close();
    String sha256 = Sha256.text(digest);
    synchronized (PLACING) {
      Path file = name.file(folder.path());
      TrainingSetEntry there = folder.look(name);
      if (there.stamp() != null && there.state() != TrainingSetEntry.State.REFUSED) {
        return sha256.equals(sha256(there)) ? Outcome.UNCHANGED : Outcome.NAME_TAKEN;
      }
      if (there.state() == TrainingSetEntry.State.GONE && !isListedAs(there, sha256)) {
        return Outcome.NAME_TAKEN;
      }
      DurableFiles.publish(part, file);
      return Outcome.STORED;
    }
  }

  /// Whether a set that is gone was listed with these bytes, so that they bring it back.
  private static boolean isListedAs(TrainingSetEntry gone, String sha256) {
    return gone.profile() != null && gone.profile().sha256().equals(sha256);
  }

  private static String sha256(TrainingSetEntry set) throws IOException {
    TrainingSetProfile profile = set.profile();
    if (profile != null && profile.file().equals(FileStamp.of(set.file()).stored())) {
      return profile.sha256();
    }
    return FileHash.of(set.file());
  }

  /// Removes what was taken, unless the set is in its place.
  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(part);
  }
}
