package credence.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  @Nested
  class A_versions_name {
    @ParameterizedTest
    @ValueSource(strings = {"a", "training_set_2018_04_07", "1.0-rc.2", "A_b-C.d"})
    void mayBe(String text) {
      assertThat(VersionName.isValid(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "_a",
          "-a",
          ".a",
          "a b",
          "a/b",
          "é",
          "all",
          "champion",
          "challenger",
          "shadow"
        })
    void mayNotBe(String text) {
      assertThat(VersionName.isValid(text)).isFalse();
    }

    @Test
    void isAtMost100CharactersLong() {
      assertThat(VersionName.isValid("a".repeat(100))).isTrue();
      assertThat(VersionName.isValid("a".repeat(101))).isFalse();
    }

    @Test
    void carriesTheDateOfItsTrainingSet() {
      assertThat(new VersionName("training_set_2018_04_07").date())
          .contains(LocalDate.of(2018, 4, 7));
      assertThat(new VersionName("weekly-2024-12-31-b").date())
          .contains(LocalDate.of(2024, 12, 31));
      assertThat(new VersionName("v2018_02_30").date()).isEmpty();
      assertThat(new VersionName("v12018_02_03").date()).isEmpty();
    }
  }

  @Nested
  class AnArtifactsReference {
    private final String sha256 = "0a".repeat(32);

    @ParameterizedTest
    @ValueSource(strings = {"", "Trees", "1", "-a", "a/b", "a b", "a\n"})
    void hasANameOfOneForm(String name) {
      assertThatThrownBy(() -> new ArtifactReference(name, sha256, 1))
          .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0a", "../../../history.log"})
    void hasASha256ThatIsNoPath(String other) {
      assertThatThrownBy(() -> new ArtifactReference("trees", other, 1))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new ArtifactReference("trees", "0A".repeat(32), 1))
          .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hasALength() {
      assertThat(new ArtifactReference("trees-1", sha256, 1).bytes()).isEqualTo(1);
      assertThatThrownBy(() -> new ArtifactReference("trees", sha256, 0))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Nested
  class A_near_name {
    private final List<String> known = List.of("score_3", "score_4", "income", "ids");

    @Test
    void mayHaveNeighboursSwappedEachSwapCountingAsOneChange() {
      assertThat(NearNames.of("prot", List.of("port"))).containsExactly("port");
      assertThat(NearNames.of("rpto", List.of("port"))).isEmpty();
      assertThat(NearNames.of("prothsot", List.of("porthost"))).containsExactly("porthost");
    }

    @Test
    void isOfferedForATypingMistake() {
      assertThat(NearNames.of("incmoe", known)).containsExactly("income");
      assertThat(NearNames.of("Score-3", known).getFirst()).isEqualTo("score_3");
      assertThat(NearNames.hint("scor_3", known)).startsWith("; did you mean score_3");
    }

    @Test
    void isNotOfferedWhenNothingIsNear() {
      assertThat(NearNames.hint("postcode", known)).isEmpty();
    }

    @Test
    void ignoresCaseAndPunctuation() {
      assertThat(NearNames.plain("Score_3")).isEqualTo(NearNames.plain("score3"));
      assertThat(NearNames.plain("--")).isEqualTo("--");
    }
  }
}
