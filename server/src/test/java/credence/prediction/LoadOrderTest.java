package credence.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import credence.model.Alias;
import credence.model.VersionName;
import credence.registry.AliasMove;
import credence.registry.Change;
import credence.registry.Publication;
import credence.registry.RegistryState;
import credence.registry.directory.DirectoryRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The order in which versions are loaded")
class LoadOrderTest {
  private static final Change CHANGE = new Change("tester", "a test");

  @TempDir Path home;
  private DirectoryRegistry registry;

  @BeforeEach
  void publish() {
    registry = new DirectoryRegistry(home);
    for (String name : List.of("a", "b", "c", "d", "e", "f", "g")) {
      registry.publish(new VersionName(name), name.getBytes(StandardCharsets.UTF_8), CHANGE);
    }
  }

  private List<String> order(String... loaded) {
    RegistryState state = registry.state();
    Set<Publication> inMemory =
        Arrays.stream(loaded)
            .map(name -> state.publication(new VersionName(name)).orElseThrow())
            .collect(Collectors.toSet());
    return LoadOrder.of(state, inMemory).stream().map(p -> p.name().text()).toList();
  }

  @Test
  @DisplayName("is the champion, then the newest first")
  void newest() {
    assertThat(order()).containsExactly("a", "g", "f", "e", "d", "c", "b");
  }

  @Test
  @DisplayName(
      "starts with versions that aliases name, then loaded ones, and ends with retired ones")
  void important() {
    registry.move(new AliasMove.PutChallenger(new VersionName("c"), 0.1), CHANGE);
    registry.move(new AliasMove.AddShadow(new VersionName("b")), CHANGE);
    registry.retire(new VersionName("g"), CHANGE);
    registry.retire(new VersionName("f"), CHANGE);
    assertThat(registry.state().alias(Alias.SHADOW).versions()).hasSize(1);
    assertThat(order("d", "f")).containsExactly("a", "c", "b", "d", "e", "f", "g");
  }
}
