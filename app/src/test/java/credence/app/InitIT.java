package credence.app;

import static org.assertj.core.api.Assertions.assertThat;

import credence.app.Launched.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("From a CSV file to predictions, by commands in separate processes,")
class InitIT {
  private static final long SEED = 14;

  @TempDir private Path folder;

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private Ended run(String... words) {
    Ended ended = Homes.run(folder.resolve("home"), words);
    assertThat(ended.code()).as(ended.err()).isZero();
    return ended;
  }

  @Test
  void aNewcomerNeedsThreeCommands() throws IOException {
    Random random = new Random(SEED);
    StringBuilder csv = new StringBuilder("client;income;age;status;defaulted\n");
    for (int i = 0; i < 2000; i++) {
      int age = 20 + random.nextInt(50);
      csv.append("c-%04d;%d,%02d;%d;".formatted(i, random.nextInt(9000), i % 100, age))
          .append(random.nextInt(20) == 0 ? "" : "s" + random.nextInt(3))
          .append(random.nextInt(100) < 80 - age ? ";yes\n" : ";no\n");
    }
    Files.writeString(folder.resolve("clients_2025-03-31.csv"), csv);
    assertThat(run("init", file("clients_2025-03-31.csv"), "--spec", file("spec.yaml")).out())
        .contains("./credence train --data");
    run("train", "--data", file("clients_2025-03-31.csv"), "--spec", file("spec.yaml"));
    run(
        "predict",
        "--data",
        file("clients_2025-03-31.csv"),
        "--csv-decimal",
        "comma",
        "--out",
        file("out.csv"));
    assertThat(Files.readAllLines(folder.resolve("out.csv")))
        .hasSize(2001)
        .startsWith("client,prediction,errors")
        .allMatch(line -> line.matches("client,prediction,errors|c-\\d{4},0\\.\\d+,"));
  }
}
