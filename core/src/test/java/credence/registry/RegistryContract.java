package credence.registry;

import static credence.registry.RegistryExamples.CHANGE;
import static credence.registry.RegistryExamples.NOW;
import static credence.registry.RegistryExamples.documentOf;
import static credence.registry.RegistryExamples.name;

import credence.model.Alias;
import credence.model.ArtifactReference;
import credence.model.VersionName;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/// Operations that a registry's tests provide for the contract of registries, and helpers.
public abstract class RegistryContract {
  /// Limits that wait a twentieth of a second for another change to end.
  static final RegistryLimits IMPATIENT =
      new RegistryLimits(1 << 20, 16, 1 << 20, 1 << 20, 200, 2_000, 32, 100, 1_000, 50);

  /// The registry under test.
  protected ModelRegistry registry;

  /// Opens the registry of this test. Each call opens the same one, as another process would.
  protected abstract ModelRegistry open(RegistryLimits limits, InstantSource clock);

  /// Replaces the stored document of a version, behind the registry's back.
  protected abstract void overwriteDocument(VersionName name, byte[] document) throws IOException;

  /// Replaces a stored artifact of a version, behind the registry's back.
  protected abstract void overwriteArtifact(
      VersionName name, ArtifactReference artifact, byte[] bytes) throws IOException;

  /// Removes a record from the stored history, behind the registry's back.
  ///
  /// @param index the record's index in [History#records()]
  protected abstract void loseRecord(int index) throws IOException;

  @BeforeEach
  final void openRegistry() {
    registry = reopen();
  }

  /// The registry as another process sees it.
  final ModelRegistry reopen() {
    return reopen(RegistryLimits.DEFAULT);
  }

  final ModelRegistry reopen(RegistryLimits limits) {
    return open(limits, InstantSource.fixed(NOW));
  }

  /// Publishes documents that contain their own names.
  protected final void publish(String... names) {
    for (String name : names) {
      registry.publish(name(name), documentOf(name), CHANGE);
    }
  }

  final MoveOutcome challenge(String version, double share) {
    return registry.move(new AliasMove.PutChallenger(name(version), share), CHANGE);
  }

  final MoveOutcome shadow(String version) {
    return registry.move(new AliasMove.AddShadow(name(version)), CHANGE);
  }

  final AliasState alias(Alias alias) {
    return reopen().state().alias(alias);
  }

  final List<VersionName> shadows() {
    return alias(Alias.SHADOW).versions();
  }

  final String champion() {
    return registry.state().version(Alias.CHAMPION).orElseThrow().text();
  }

  final List<HistoryRecord> records() {
    return registry.history().records();
  }

  final HistoryRecord record(int sequence) {
    return records().get(sequence - 1);
  }

  static List<VersionName> versions(String... names) {
    return Arrays.stream(names).map(RegistryExamples::name).toList();
  }
}
