package credence.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import credence.hashing.Sha256;
import credence.model.ArtifactReference;
import credence.model.VersionName;
import credence.registry.artifact.Artifact;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/// Example versions, artifacts, authors and times for tests of registries.
public final class RegistryExamples {
  /// The time of every record.
  public static final Instant NOW = Instant.parse("2026-03-01T10:15:30.123Z");

  /// The author of every change, and the reason.
  public static final Change CHANGE = new Change("anna", "quarterly retraining");

  private RegistryExamples() {}

  /// A version's name.
  public static VersionName name(String text) {
    return new VersionName(text);
  }

  /// A document that contains a version's name.
  public static byte[] documentOf(String name) {
    return ("{\"model\":\"" + name + "\"}\n").getBytes(UTF_8);
  }

  /// A document that contains a version's name and names artifacts.
  public static byte[] documentOf(String name, List<Artifact> artifacts) {
    StringBuilder document = new StringBuilder(new String(documentOf(name), UTF_8));
    artifacts.forEach(artifact -> document.append(artifact.reference()).append('\n'));
    return document.toString().getBytes(UTF_8);
  }

  /// An artifact whose bytes depend on its name and length only.
  public static Artifact artifactOf(String name, int bytes) {
    return artifactOf(name, bytesOf(name, bytes));
  }

  /// An artifact of these bytes.
  public static Artifact artifactOf(String name, byte[] bytes) {
    ArtifactReference reference = new ArtifactReference(name, Sha256.of(bytes), bytes.length);
    return new Artifact(reference, () -> new ByteArrayInputStream(bytes));
  }

  /// Bytes that depend on a text and their number only.
  public static byte[] bytesOf(String text, int count) {
    byte[] bytes = new byte[count];
    new Random(text.hashCode()).nextBytes(bytes);
    return bytes;
  }

  /// The names of the versions of a state, in order.
  public static List<String> names(RegistryState state) {
    return state.publications().stream().map(p -> p.name().text()).toList();
  }
}
