package credence.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import credence.files.FileHash;
import credence.model.VersionName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Files and homes, by commands,")
class FileNamesTest {
  private static final String SET = "training_set_2025_03_31.parquet";
  private static final String APPLICANT = "{\"id\":\"a\",\"score\":450,\"region\":\"north\"}\n";

  @TempDir private Path folder;

  private static void assertDone(Launched.Ended ended) {
    assertThat(ended.code()).as(ended.err()).isZero();
  }

  private Path home(String name) throws IOException, SQLException {
    Path home = Files.createDirectory(folder.resolve(name));
    Homes.writeSpec(home);
    Homes.writeSet(home, "2025_03_31", 0, 600, 400);
    return home;
  }

  @ParameterizedTest
  @ValueSource(strings = {"home*", "h [1]?{a,b}'\"\\%\n~größe 信用"})
  void mayHaveAnyName(String name) throws IOException, SQLException {
    boolean ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(name);
    String encoding = System.getProperty("sun.jnu.encoding");
    assumeTrue(ascii || encoding.equals("UTF-8"), () -> "file names are in " + encoding + " here");
    Path home = home(name);
    Path other = Files.createDirectory(folder.resolve("home2"));
    Homes.writeSet(other, "2025_03_31", 0, 700, 400);

    assertThat(Homes.execute(home, "training-sets").out())
        .contains("accepted", "600")
        .doesNotContain("700");
    assertDone(Homes.execute(home, "train", "--version", "a"));
    Path set = home.resolve("training-sets").resolve(SET);
    Path more = Files.copy(set, folder.resolve("m" + name));
    Files.copy(other.resolve("training-sets").resolve(SET), folder.resolve("mhome2"));
    assertDone(Homes.execute(home, "train", "--version", "b", "--data", more.toString()));
    assertThat(Homes.version(home, new VersionName("b")).provenance().trainingSets())
        .extracting(trained -> trained.name() + " " + trained.sha256())
        .containsExactly("m" + name + " " + FileHash.of(more));
    assertDone(Homes.execute(home, "compare", "b", "--data", more.toString()));
    Path scored = folder.resolve(name + "[1].parquet");
    assertDone(
        Homes.execute(home, "predict", "--data", set.toString(), "--out", scored.toString()));
    assertThat(scored).isNotEmptyFile();
    Path lines = Files.writeString(folder.resolve(name + ".jsonl"), APPLICANT);
    Path answers = folder.resolve(name + "[1].jsonl");
    assertDone(
        Homes.execute(home, "predict", "--data", lines.toString(), "--out", answers.toString()));
    assertThat(answers).content().startsWith("{\"id\":\"a\",\"prediction\":");
    Path page = folder.resolve(name + ".html");
    assertDone(Homes.execute(home, "report", "b", "--output", page.toString()));
    assertThat(page).content().endsWith("</html>\n");
    Path demo = folder.resolve("d" + name);
    SampleTrainingSets.write(demo.resolve("training-sets"));
    assertThat(Homes.execute(demo, "training-sets").out()).contains("accepted");
  }

  @Test
  void areNeverAnOutputThatIsAnInputOrOfTheHome() throws IOException, SQLException {
    Path home = home("home");
    assertDone(Homes.execute(home, "train", "--version", "a"));
    Path set = home.resolve("training-sets").resolve(SET);
    Path lines = Files.writeString(folder.resolve("in.jsonl"), APPLICANT);
    Path rows = Files.copy(set, folder.resolve("in.parquet"));
    List<Launched.Ended> rejected = new ArrayList<>();
    for (Path in : List.of(lines, rows)) {
      String ending = in.getFileName().toString().substring(2);
      Path link = Files.createSymbolicLink(folder.resolve("link" + ending), in);
      for (Path out : List.of(in, link)) {
        Launched.Ended ended =
            Homes.execute(home, "predict", "--data", in.toString(), "--out", out.toString());
        assertThat(ended.err())
            .isEqualTo(
                "credence: "
                    + out
                    + ": expected an output other than the input "
                    + in
                    + ", which is the same file\n");
        rejected.add(ended);
      }
    }
    Path log = home.resolve("registry/history.log");
    byte[] history = Files.readAllBytes(log);
    Path hard = Files.createLink(folder.resolve("hard.html"), log);
    rejected.add(Homes.execute(home, "report", "a", "--output", hard.toString()));
    assertThat(rejected.getLast().err())
        .contains(hard + ": expected an output other than the home's own files, but it is " + log);
    rejected.add(
        Homes.execute(home, "predict", "--data", rows.toString(), "--out", set.toString()));
    assertThat(rejected).extracting(Launched.Ended::code).containsOnly(1);
    assertThat(log).hasBinaryContent(history);
    assertThat(lines).hasContent(APPLICANT);
    assertThat(FileHash.of(set)).isEqualTo(FileHash.of(rows));
  }
}
