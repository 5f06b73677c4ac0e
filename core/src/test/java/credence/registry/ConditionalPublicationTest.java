package credence.registry;

import static credence.registry.RegistryHome.CHANGE;
import static credence.registry.RegistryHome.documentOf;
import static credence.registry.RegistryHome.name;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A version that is published only if it is still wanted")
class ConditionalPublicationTest {
  private static final RegistryLimits IMPATIENT =
      new RegistryLimits(1 << 20, 1 << 20, 200, 2_000, 32, 100, 1_000, 50);

  @TempDir private Path temp;
  private RegistryHome home;
  private DirectoryRegistry registry;

  @BeforeEach
  void makeRegistry() {
    home = new RegistryHome(temp.resolve("home")).with("a", "b");
    registry = home.registry();
  }

  @Test
  void leavesNothingWhenItIsNot() throws IOException {
    int records = registry.history().records().size();
    assertThat(registry.publishIf(() -> false, name("c"), documentOf("c"), CHANGE))
        .isEqualTo(new PublishOutcome.NotWanted(name("c")));
    assertThat(home.registry().history().records()).hasSize(records);
    assertThat(home.modelFiles()).noneMatch(file -> file.startsWith("c"));
    assertThat(registry.publish(name("c"), documentOf("another c"), CHANGE))
        .isInstanceOf(PublishOutcome.Published.class);
  }

  @Test
  void isAskedAboutWhileNobodyElseCanMakeAChange() {
    AtomicReference<MoveOutcome> meanwhile = new AtomicReference<>();
    PublishOutcome outcome =
        registry.publishIf(
            () -> {
              meanwhile.set(
                  CompletableFuture.supplyAsync(
                          () -> home.registry(IMPATIENT).promote(name("b"), CHANGE))
                      .join());
              return true;
            },
            name("c"),
            documentOf("c"),
            CHANGE);
    assertThat(outcome).isInstanceOf(PublishOutcome.Published.class);
    assertThat(meanwhile.get()).isInstanceOf(Refusal.Busy.class);
  }
}
