package credence.registry.directory;

import static credence.registry.RegistryExamples.CHANGE;
import static credence.registry.RegistryExamples.artifactOf;
import static credence.registry.RegistryExamples.name;

import credence.registry.artifact.Artifact;
import java.nio.file.Path;

/// The changes that [StoppedWriterTest] stops, each with two artifacts.
public final class StepwiseChange {
  private StepwiseChange() {}

  /// Publishes the version `c`.
  public static void publish(Path home) {
    new RegistryHome(home).withArtifacts("c", artifacts("c"));
  }

  /// Publishes the version `b` again, whatever is damaged of it.
  public static void repair(Path home) {
    new RegistryHome(home).withArtifacts("b", artifacts("b"));
  }

  /// Removes the version `b`.
  public static void remove(Path home) {
    new RegistryHome(home).registry().remove(name("b"), CHANGE);
  }

  /// The artifacts of a version.
  static Artifact[] artifacts(String version) {
    return new Artifact[] {
      artifactOf(version + "-trees", 70_000), artifactOf(version + "-bins", 70)
    };
  }
}
