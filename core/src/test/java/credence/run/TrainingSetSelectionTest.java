package credence.run;

import static org.assertj.core.api.Assertions.assertThat;

import credence.evaluation.LevelHistogram;
import credence.files.FileStamp;
import credence.files.TableFormat;
import credence.model.LocatedError;
import credence.model.VersionName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("A version is trained on")
final class TrainingSetSelectionTest {
  private static final FileStamp STAMP = FileStamp.stored(1, 2);
  private static final TrainingSetEntry MARCH = set("2025_03_31", profile(true), STAMP);
  private static final TrainingSetEntry JUNE = set("2025_06_30", profile(true), STAMP);
  private static final TrainingSetEntry SEPTEMBER = set("2025_09_30", profile(true), STAMP);

  @Nested
  @DisplayName("every set up to the date in its name")
  final class UpTo {
    @Test
    @DisplayName("whatever else the name says")
    void date() {
      assertThat(selected("retrained-2025-06-30", List.of(), false, MARCH, JUNE, SEPTEMBER).sets())
          .containsExactly(MARCH, JUNE);
    }

    @Test
    @DisplayName("or every set, if there is no date in the name")
    void noDate() {
      assertThat(selected("fresh", List.of(), false, MARCH, JUNE).sets())
          .containsExactly(MARCH, JUNE);
    }

    @Test
    @DisplayName("and is named after the newest set by default")
    void noName() {
      assertThat(selected(null, List.of(), false, MARCH, JUNE).version())
          .isEqualTo(new VersionName("training_set_2025_06_30"));
    }

    @Test
    @DisplayName("without those that cannot be used, which is reported")
    void leftOut() {
      TrainingSetEntry rejected = set("2025_02_01", profile(false), STAMP);
      TrainingSetEntry changed = set("2025_02_02", profile(true), FileStamp.stored(1, 3));
      TrainingSetEntry gone = set("2025_02_03", profile(true), null);
      TrainingSetEntry unchecked = set("2025_02_04", null, STAMP);

      TrainingSetSelection.Selected selected =
          selected(null, List.of(), false, rejected, changed, gone, unchecked, MARCH);

      assertThat(selected.sets()).containsExactly(MARCH);
      assertThat(selected.leftOut())
          .satisfiesExactly(
              line -> assertThat(line).contains("2025_02_01", "refused: column x"),
              line -> assertThat(line).contains("2025_02_02", "changed"),
              line -> assertThat(line).contains("2025_02_03", "missing"),
              line -> assertThat(line).contains("2025_02_04", "not been checked"));
    }

    @Test
    @DisplayName("but not without the set of the same name")
    void namesake() {
      TrainingSetEntry changed = set("2025_09_30", profile(true), FileStamp.stored(1, 3));

      assertThat(rejected("training_set_2025_09_30", List.of(), false, MARCH, changed))
          .singleElement()
          .asString()
          .contains("training_set_2025_09_30", "changed");
    }

    @Test
    @DisplayName("and there must be at least one")
    void none() {
      assertThat(rejected(null, List.of(), false)).singleElement().asString().contains("none");
      assertThat(rejected("v_2025_01_01", List.of(), false, MARCH))
          .singleElement()
          .asString()
          .contains("up to 2025-01-01");
    }
  }

  @Nested
  @DisplayName("the requested sets")
  final class Asked {
    @Test
    @DisplayName("each once, in order of their dates, with or without file extension")
    void inOrder() {
      List<String> asked =
          List.of(
              "training_set_2025_06_30",
              "training_set_2025_03_31.parquet",
              "training_set_2025_03_31");

      assertThat(selected("v1", asked, false, MARCH, JUNE, SEPTEMBER).sets())
          .containsExactly(MARCH, JUNE);
    }

    @Test
    @DisplayName("all of which must exist and be accepted")
    void errors() {
      TrainingSetEntry rejected = set("2025_02_01", profile(false), STAMP);

      assertThat(
              rejected(
                  null,
                  List.of("training_set_2025_02_01", "training_set_2025_03_30"),
                  false,
                  rejected,
                  MARCH))
          .hasSize(2)
          .anySatisfy(line -> assertThat(line).contains("refused"))
          .contains(
              "training set training_set_2025_03_30: expected the name of a training set of this"
                  + " home; did you mean training_set_2025_03_31 or"
                  + " training_set_2025_02_01?");
    }
  }

  @Nested
  @DisplayName("only one set, if requested")
  final class Only {
    @Test
    @DisplayName("the newest up to the date in the name")
    void newest() {
      assertThat(selected("v_2025_07_01", List.of(), true, MARCH, JUNE, SEPTEMBER).sets())
          .containsExactly(JUNE);
    }

    @Test
    @DisplayName("and not several")
    void several() {
      List<String> asked = List.of("training_set_2025_03_31", "training_set_2025_06_30");

      assertThat(rejected(null, asked, true, MARCH, JUNE))
          .singleElement()
          .asString()
          .contains("one");
    }
  }

  private static TrainingSetSelection.Selected selected(
      @Nullable String version, List<String> asked, boolean only, TrainingSetEntry... sets) {
    return (TrainingSetSelection.Selected) select(version, asked, only, sets);
  }

  private static List<String> rejected(
      @Nullable String version, List<String> asked, boolean only, TrainingSetEntry... sets) {
    return ((TrainingSetSelection.Rejected) select(version, asked, only, sets))
        .errors().stream().map(LocatedError::message).toList();
  }

  private static TrainingSetSelection.Result select(
      @Nullable String version, List<String> asked, boolean only, TrainingSetEntry... sets) {
    return TrainingSetSelection.of(
        new TrainingSets.Listing(List.of(sets), List.of()),
        version == null ? null : new VersionName(version),
        asked,
        only);
  }

  private static TrainingSetEntry set(
      String date, @Nullable TrainingSetProfile profile, @Nullable FileStamp stamp) {
    TrainingSetName name = TrainingSetName.of("training_set_" + date).orElseThrow();
    return new TrainingSetEntry(name, name.file(Path.of("x"), TableFormat.PARQUET), stamp, profile);
  }

  private static TrainingSetProfile profile(boolean accepted) {
    LevelHistogram histogram = new LevelHistogram(List.of("true"), List.of(1L, 0L, 0L), 1);
    TrainingSetProfile.Contents contents =
        new TrainingSetProfile.Contents(
            1,
            1,
            1,
            1,
            1,
            List.of(new TrainingSetProfile.Column("y", 0, null, histogram)),
            List.of());
    return new TrainingSetProfile(
        "x",
        STAMP,
        "ab",
        "cd",
        Instant.EPOCH,
        accepted ? List.of() : List.of(new LocatedError("column x", "expected numbers")),
        accepted ? contents : null,
        List.of(),
        List.of());
  }
}
