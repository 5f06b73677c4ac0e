package credence.registry.directory;

import static credence.registry.RegistryExamples.artifactOf;
import static credence.registry.RegistryExamples.bytesOf;
import static credence.registry.RegistryExamples.documentOf;
import static credence.registry.RegistryExamples.name;
import static java.nio.charset.StandardCharsets.UTF_8;

import credence.files.DurableFiles;
import credence.hashing.Sha256;
import credence.model.Alias;
import credence.model.ArtifactReference;
import credence.model.VersionName;
import credence.registry.AliasMove;
import credence.registry.Change;
import credence.registry.ContentSink;
import credence.registry.HistoryRecord;
import credence.registry.MoveOutcome;
import credence.registry.Publication;
import credence.registry.PublishOutcome;
import credence.registry.RegistryException;
import credence.registry.Rejection;
import credence.registry.RemoveOutcome;
import credence.registry.RetireOutcome;
import credence.registry.artifact.Artifact;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// A separate process that writes to a registry and prints a line for each step.
final class RegistryProcess implements AutoCloseable {
  private static final int DOCUMENT_BYTES = 20_000;
  private static final int ARTIFACT_BYTES = 40_000;

  /// More than the heap of the process.
  private static final int HUGE_BYTES = 80 << 20;

  private final Process process;
  private final BufferedReader said;

  private RegistryProcess(Process process) {
    this.process = process;
    this.said = process.inputReader(UTF_8);
  }

  /// Starts one that makes seeded changes.
  ///
  /// @param prefix the prefix of its versions' names
  /// @param changes the number of changes before it ends
  static RegistryProcess changing(Path home, String prefix, long seed, int changes)
      throws IOException {
    return start("change", home.toString(), prefix, Long.toString(seed), Integer.toString(changes));
  }

  /// Starts one that acquires the write lock, reports this, and holds it until it is closed.
  static RegistryProcess holdingTheLock(Path home) throws IOException {
    return start("hold", home.toString());
  }

  /// Starts one that may not write a file longer than so many blocks of 512 or 1,024 bytes, as if
  /// the disk were full there; it publishes until that fails, and prints the message.
  static RegistryProcess onAFullDisk(Path home, int blocks) throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", "-c"));
    command.add("ulimit -f " + blocks + " && exec \"$0\" \"$@\"");
    command.addAll(command("fill", home.toString()));
    return new RegistryProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /// Starts one that publishes a version under a umask.
  static RegistryProcess publishingUnderUmask(Path home, String umask) throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", "-c"));
    command.add("umask " + umask + " && exec \"$0\" \"$@\"");
    command.addAll(command("publish", home.toString()));
    return new RegistryProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /// Starts one that publishes a version with an artifact that does not fit into its memory, reads
  /// it, and prints the errors.
  static RegistryProcess publishingAHugeArtifact(Path home) throws IOException {
    return start("huge", home.toString());
  }

  private static RegistryProcess start(String... arguments) throws IOException {
    return new RegistryProcess(
        new ProcessBuilder(command(arguments))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  private static List<String> command(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Xmx64m",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                RegistryProcess.class.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /// The next line of its output; empty when it has ended. A truncated line does not count.
  Optional<String> nextLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = said.read(); c >= 0; c = said.read()) {
      if (c == '\n') {
        return Optional.of(line.toString());
      }
      line.append((char) c);
    }
    return Optional.empty();
  }

  /// The rest of its output, until it has ended.
  List<String> remainingLines() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Optional<String> line = nextLine(); line.isPresent(); line = nextLine()) {
      lines.add(line.get());
    }
    return lines;
  }

  /// Kills it, as `kill -9` does; its output can still be read.
  void kill() {
    process.toHandle().destroyForcibly();
    process.onExit().join();
  }

  /// Waits for its end and gives its exit value.
  int exitValue() {
    return process.onExit().join().exitValue();
  }

  @Override
  public void close() {
    kill();
  }

  /// The line for a record that is on disk.
  static String acknowledgement(HistoryRecord record) {
    return record.sequence() + " " + record.event();
  }

  /// The document of a version: long enough to be caught while it is written. It names the
  /// version's artifacts.
  static byte[] longDocument(String name) {
    return longDocument(name, artifacts(name));
  }

  private static byte[] longDocument(String name, List<Artifact> artifacts) {
    byte[] document = documentOf(name, artifacts);
    return (new String(document, UTF_8) + " ".repeat(DOCUMENT_BYTES)).getBytes(UTF_8);
  }

  /// The artifacts of a version, none to two: its name says how many and which.
  static List<Artifact> artifacts(String name) {
    List<Artifact> artifacts = new ArrayList<>();
    for (int i = 0; i < Math.floorMod(name.hashCode(), 3); i++) {
      artifacts.add(artifactOf("part-" + i, bytesOf(name + i, ARTIFACT_BYTES)));
    }
    return artifacts;
  }

  /// An artifact of zeros.
  static Artifact zeros(int bytes) {
    MessageDigest digest = Sha256.digest();
    byte[] block = new byte[1 << 16];
    for (int left = bytes; left > 0; left -= block.length) {
      digest.update(block, 0, Math.min(left, block.length));
    }
    return new Artifact(
        new ArtifactReference("zeros", Sha256.text(digest), bytes), () -> new Zeros(bytes));
  }

  /// A stream of zeros.
  private static final class Zeros extends InputStream {
    private int left;

    Zeros(int bytes) {
      this.left = bytes;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      int read = Math.min(left, length);
      Arrays.fill(bytes, offset, offset + read, (byte) 0);
      left -= read;
      return read > 0 ? read : -1;
    }
  }

  /// The process itself.
  ///
  /// @param arguments the command, the home, and further arguments
  public static void main(String[] arguments) throws IOException {
    Path home = Path.of(arguments[1]);
    switch (arguments[0]) {
      case "change" ->
          change(
              new DirectoryRegistry(home),
              arguments[2],
              new Random(Long.parseLong(arguments[3])),
              Integer.parseInt(arguments[4]));
      case "hold" -> hold(home);
      case "publish" -> publish(new DirectoryRegistry(home), List.of(zeros(100)));
      case "huge" -> {
        Artifact huge = zeros(HUGE_BYTES);
        DirectoryRegistry registry = new DirectoryRegistry(home);
        publish(registry, List.of(huge));
        say(registry.readArtifact(name("new"), huge.reference(), ContentSink.NONE).toString());
      }
      case "fill" -> fill(new DirectoryRegistry(home));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void change(
      DirectoryRegistry registry, String prefix, Random random, int changes) {
    Change change = new Change(prefix, "seeded change");
    for (int i = 0; i < changes; i++) {
      String published = prefix + i;
      List<Publication> versions = registry.state().publications();
      VersionName some =
          versions.isEmpty()
              ? name(published)
              : versions.get(random.nextInt(versions.size())).name();
      switch (random.nextInt(12)) {
        case 0, 1 -> acknowledge(registry.promote(some, change));
        case 2 -> acknowledge(registry.rollback(Alias.CHAMPION, change));
        case 3 -> acknowledge(registry.remove(some, change));
        case 4 -> acknowledge(registry.move(new AliasMove.PutChallenger(some, 0.25), change));
        case 5 -> acknowledge(registry.move(new AliasMove.AddShadow(some), change));
        case 6 -> acknowledge(registry.retire(some, change));
        case 7 ->
            acknowledge(
                registry.rollback(random.nextBoolean() ? Alias.CHALLENGER : Alias.SHADOW, change));
        default ->
            acknowledge(
                registry.publish(
                    name(published), longDocument(published), artifacts(published), change));
      }
    }
  }

  private static void publish(DirectoryRegistry registry, List<Artifact> artifacts) {
    byte[] document = documentOf("new", artifacts);
    acknowledge(registry.publish(name("new"), document, artifacts, new Change("root", "new")));
  }

  private static void acknowledge(Object outcome) {
    switch (outcome) {
      case PublishOutcome.Published published -> say(acknowledgement(published.record()));
      case MoveOutcome.Moved moved -> say(acknowledgement(moved.record()));
      case RetireOutcome.Changed changed -> say(acknowledgement(changed.record()));
      case RemoveOutcome.Removed removed -> say(acknowledgement(removed.record()));
      case Rejection rejection -> throw new IllegalStateException(rejection.toString());
      default -> {
        // Nothing to do, so nothing to acknowledge.
      }
    }
  }

  private static void hold(Path home) throws IOException {
    Path folder = new RegistryHome(home).folder();
    DurableFiles.createFolder(folder);
    try (WriteLock _ = WriteLock.take(folder, 1_000).orElseThrow()) {
      say("held");
      System.in.read();
    }
  }

  private static void fill(DirectoryRegistry registry) {
    Change change = new Change("filler", "x".repeat(1_500));
    try {
      for (int i = 0; i < 1_000; i++) {
        acknowledge(registry.publish(name("v" + i), documentOf("v" + i), change));
      }
    } catch (RegistryException e) {
      say(String.valueOf(e.getMessage()));
    }
    List<Artifact> artifacts = List.of(zeros(DOCUMENT_BYTES));
    for (List<Artifact> some : List.of(List.<Artifact>of(), artifacts)) {
      try {
        registry.publish(name("long"), longDocument("long", artifacts), some, change);
      } catch (RegistryException e) {
        say(String.valueOf(e.getMessage()));
      }
    }
  }

  private static void say(String line) {
    System.out.print(line + "\n");
    System.out.flush();
  }
}
