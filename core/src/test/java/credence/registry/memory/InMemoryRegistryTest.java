package credence.registry.memory;

import credence.model.ArtifactReference;
import credence.model.VersionName;
import credence.registry.ModelRegistry;
import credence.registry.ModelRegistryContract;
import credence.registry.RegistryLimits;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A registry in memory")
class InMemoryRegistryTest extends ModelRegistryContract {
  private final InMemoryRegistry.Memory memory = new InMemoryRegistry.Memory();

  @Override
  protected ModelRegistry open(RegistryLimits limits, InstantSource clock) {
    return new InMemoryRegistry(memory, limits, clock);
  }

  @Override
  protected void overwriteDocument(VersionName name, byte[] document) {
    memory.overwriteDocument(name, document);
  }

  @Override
  protected void overwriteArtifact(VersionName name, ArtifactReference artifact, byte[] bytes) {
    memory.overwriteArtifact(name, artifact, bytes);
  }

  @Override
  protected void loseRecord(int index) {
    memory.loseRecord(index);
  }
}
