package credence.registry.directory;

import static credence.registry.RegistryExamples.CHANGE;
import static credence.registry.RegistryExamples.NOW;
import static credence.registry.RegistryExamples.documentOf;
import static credence.registry.RegistryExamples.name;

import credence.registry.RegistryLimits;
import credence.registry.artifact.Artifact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// A home for a test: a registry with a fixed clock, and the paths of its files.
///
/// @param home the home
record RegistryHome(Path home) {
  DirectoryRegistry registry() {
    return registry(RegistryLimits.DEFAULT);
  }

  DirectoryRegistry registry(RegistryLimits limits) {
    return new DirectoryRegistry(home, limits, InstantSource.fixed(NOW));
  }

  Path folder() {
    return home.resolve("registry");
  }

  Path log() {
    return folder().resolve("history.log");
  }

  Path head() {
    return folder().resolve("history.head");
  }

  Path models() {
    return folder().resolve("models");
  }

  Path document(String name) {
    return models().resolve(name + ".json");
  }

  Path sum(String name) {
    return models().resolve(name + ".json.sha256");
  }

  Path artifacts() {
    return folder().resolve("artifacts");
  }

  Path artifact(String name, Artifact artifact) {
    return artifacts().resolve(name).resolve(artifact.reference().sha256());
  }

  /// Publishes a version with artifacts, whose document contains its name.
  RegistryHome withArtifacts(String name, Artifact... artifacts) {
    List<Artifact> list = List.of(artifacts);
    registry().publish(name(name), documentOf(name, list), list, CHANGE);
    return this;
  }

  /// Publishes documents that contain their own names.
  RegistryHome with(String... names) {
    for (String name : names) {
      registry().publish(name(name), documentOf(name), CHANGE);
    }
    return this;
  }

  /// The paths of the files in `artifacts/` and of empty folders there, relative to it, sorted;
  /// none if there is no such folder.
  List<String> artifactFiles() throws IOException {
    if (!Files.exists(artifacts())) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(artifacts())) {
      return files
          .filter(file -> !file.equals(artifacts()) && isLeaf(file))
          .map(file -> artifacts().relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private static boolean isLeaf(Path file) {
    try (Stream<Path> within = Files.isDirectory(file) ? Files.list(file) : Stream.empty()) {
      return within.findAny().isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The names of the files in `models/`, sorted.
  List<String> modelFiles() throws IOException {
    try (Stream<Path> files = Files.list(models())) {
      return files.map(f -> String.valueOf(f.getFileName())).sorted().toList();
    }
  }
}
