package credence.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The memory of a process")
class MemoryTest {
  private static final long MIB = 1L << 20;

  @TempDir private Path machine;

  /// Adds a file to the tree that replaces the machine's.
  private void file(String path, String content) throws IOException {
    Path file = machine.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content + "\n");
  }

  private void machineOf(long mebibytes, String cgroups) throws IOException {
    file("proc/meminfo", "MemTotal:       " + mebibytes * 1024 + " kB\nMemFree: 1 kB");
    file("proc/self/cgroup", cgroups);
  }

  /// The values that the launcher's script derives.
  private String derived(String function, String variable, Map<String, String> environment)
      throws IOException {
    String script =
        ". \"$0\" && credence_read_memory && " + function + " && echo \"$" + variable + "\"";
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    "sh", "-euc", script, Launched.ROOT.resolve("scripts/memory.sh").toString()))
            .redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("CREDENCE_"));
    builder.environment().put("credence_files", machine.toString());
    builder.environment().putAll(environment);
    return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .strip();
  }

  private String memory() throws IOException {
    return derived("true", "credence_memory", Map.of());
  }

  @Nested
  @DisplayName("follows from")
  class Source {
    @Test
    void theMachinesWhereNoCgroupLimitsIt() throws IOException {
      machineOf(24_105, "0::/");
      assertThat(memory()).isEqualTo("24105");
      file("sys/fs/cgroup/memory.max", "max");
      assertThat(memory()).isEqualTo("24105");
    }

    @Test
    void theSmallestLimitOfNestedCgroupsOfTheSecondVersion() throws IOException {
      machineOf(24_105, "0::/system.slice/credence.service");
      file("sys/fs/cgroup/system.slice/credence.service/memory.max", "" + 1024 * MIB);
      assertThat(memory()).isEqualTo("1024");
      file("sys/fs/cgroup/system.slice/memory.max", "" + 256 * MIB);
      assertThat(memory()).isEqualTo("256");
    }

    @Test
    void theSmallestLimitOfNestedCgroupsOfTheFirstVersion() throws IOException {
      machineOf(4_096, "9:name=systemd:/\n4:cpuset,memory:/a/b\n0::/");
      file("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712");
      assertThat(memory()).isEqualTo("4096");
      file("sys/fs/cgroup/memory/a/b/memory.limit_in_bytes", "" + 2048 * MIB);
      assertThat(memory()).isEqualTo("2048");
      file("sys/fs/cgroup/memory/a/memory.limit_in_bytes", "" + 512 * MIB);
      assertThat(memory()).isEqualTo("512");
    }

    @Test
    void aContainersOwnLimitThoughThePathIsTheHosts() throws IOException {
      machineOf(4_096, "4:memory:/docker/0123456789abcdef");
      file("sys/fs/cgroup/memory/memory.limit_in_bytes", "" + 300 * MIB);
      assertThat(memory()).isEqualTo("300");
    }

    @Test
    void theMachinesWhereACgroupAllowsMore() throws IOException {
      machineOf(512, "0::/x");
      file("sys/fs/cgroup/x/memory.max", "" + 1024 * MIB);
      assertThat(memory()).isEqualTo("512");
    }

    @Test
    void theEnvironmentBeforeAllElse() throws IOException {
      machineOf(512, "0::/");
      assertThat(derived("true", "credence_memory", Map.of("CREDENCE_MEMORY_MEBIBYTES", "2000")))
          .isEqualTo("2000");
      assertThat(derived("true", "credence_memory", Map.of("CREDENCE_MEMORY_MEBIBYTES", "much")))
          .isEqualTo("512");
    }
  }

  @ParameterizedTest
  @DisplayName("is divided by the kind of process")
  @CsvSource({
    "24105, -Xms32m -Xmx1024m -Xmn24m -XX:MaxDirectMemorySize=512m, -Xms2400m -Xmx12052m -Xmn160m",
    "1024, -Xms32m -Xmx256m -Xmn12m -XX:MaxDirectMemorySize=128m, -Xms512m -Xmx512m -Xmn34m",
    "256, -Xms32m -Xmx64m -Xmn3m -XX:MaxDirectMemorySize=32m, -Xms96m -Xmx96m -Xmn6m",
    "64, -Xms32m -Xmx48m -Xmn2m -XX:MaxDirectMemorySize=32m, -Xms32m -Xmx32m -Xmn2m",
    "200000, -Xms32m -Xmx1024m -Xmn24m -XX:MaxDirectMemorySize=512m, -Xms2400m -Xmx31744m -Xmn160m"
  })
  void divided(String mebibytes, String server, String training) throws IOException {
    Map<String, String> given = Map.of("CREDENCE_MEMORY_MEBIBYTES", mebibytes);
    assertThat(derived("credence_server_memory", "credence_memory_flags", given)).isEqualTo(server);
    assertThat(derived("credence_training_memory", "credence_memory_flags", given))
        .isEqualTo(training);
  }

  @ParameterizedTest
  @DisplayName("follows a heap that is given, in every unit")
  @CsvSource({
    "-Xmx150m, -Xmx150m -Xmn10m",
    "-Xlog:gc -Xmx1g -Xmx24m, -Xmx24m -Xmn2m",
    "-Xmx4G, -Xmx4096m -Xmn160m",
    "-Xmx65536k, -Xmx64m -Xmn4m",
    "-XX:MaxHeapSize=67108864, -Xmx64m -Xmn4m"
  })
  void given(String options, String training) throws IOException {
    assertThat(
            derived(
                "credence_training_memory",
                "credence_memory_flags",
                Map.of("CREDENCE_JAVA_OPTIONS", options)))
        .isEqualTo(training);
  }

  @ParameterizedTest
  @DisplayName("that the engine gets follows from its threads and from what the heap leaves")
  @CsvSource({
    "24105, 12052, 2, 400",
    "24105, 12052, 16, 1536",
    "24105, 12052, 64, 6144",
    "24105, 12052, 128, 7971",
    "1024, 512, 2, 277",
    "1024, 512, 64, 277",
    "256, 96, 2, 64",
    "1024, 2400, 2, 64"
  })
  void engine(long machineMebibytes, long heapMebibytes, int threads, long expected) {
    assertThat(Engine.memoryBytes(machineMebibytes * MIB, heapMebibytes * MIB, threads) / MIB)
        .isEqualTo(expected);
  }
}
