package credence.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import credence.model.LocatedError;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A table that does not fit into the heap")
class TableLoadTest {
  @Test
  void saysHowMuchHeapIsNeededAndHowMuchThereIs() {
    assertThat(TableLoad.heapFailure(800 << 20, 1_000L << 20)).isNull();
    LocatedError error = Objects.requireNonNull(TableLoad.heapFailure(1_918 << 20, 2_384L << 20));
    assertThat(error.message())
        .contains("about 2398 MiB are needed, 1918 of them for the rows", "it has 2384 MiB")
        .contains("CREDENCE_JAVA_OPTIONS=-Xmx2496m", "trainingHeapMebibytes=2496");
  }
}
