package credence.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathTemplateTest {
  private static final PathTemplate ARTIFACT =
      PathTemplate.of("/models/{version}/artifacts/{name}");

  @Nested
  class SeveralVariables {
    @Test
    void eachIsReadByItsName() {
      String path = "/models/v1/artifacts/trees.bin";
      assertThat(ARTIFACT.matches(path)).isTrue();
      assertThat(ARTIFACT.variable(path, "version")).isEqualTo("v1");
      assertThat(ARTIFACT.variable(path, "name")).isEqualTo("trees.bin");
    }

    @Test
    void theyAreListedInOrder() {
      assertThat(ARTIFACT.variables()).containsExactly("version", "name");
      assertThat(PathTemplate.of("/models").variables()).isEmpty();
    }

    @Test
    void theyMayFollowOneAnother() {
      PathTemplate two = PathTemplate.of("/{policy}/{version}");
      assertThat(two.matches("/a/b")).isTrue();
      assertThat(two.variable("/a/b", "policy")).isEqualTo("a");
      assertThat(two.variable("/a/b", "version")).isEqualTo("b");
    }

    @Test
    void nothingIsDecoded() {
      String path = "/models/a%2Fb/artifacts/%zz";
      assertThat(ARTIFACT.matches(path)).isTrue();
      assertThat(ARTIFACT.variable(path, "version")).isEqualTo("a%2Fb");
      assertThat(ARTIFACT.variable(path, "name")).isEqualTo("%zz");
    }

    @Test
    void aNameThatIsNotInBracesIsNone() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ARTIFACT.variable("/models/v1/artifacts/x", "artifacts"));
    }
  }

  @Nested
  class OtherPaths {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "/",
          "*",
          "models/v1/artifacts/x",
          "/models/v1/artifacts",
          "/models/v1/artifacts/",
          "/models//artifacts/x",
          "/models/v1/artifacts/x/",
          "/models/v1/artifacts/x/y",
          "/models/v1/v2/artifacts/x",
          "/models/v1/artifact/x",
          "/models/v1/artifactsx/x",
          "//models/v1/artifacts/x",
          "/Models/v1/artifacts/x"
        })
    void haveAnotherForm(String path) {
      assertThat(ARTIFACT.matches(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/models/", "/models/x", "/model", "/modelsx", "*"})
    void areNotAFixedOne(String path) {
      assertThat(PathTemplate.of("/models").matches(path)).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "models", "/models/{}", "/{a}/{a}"})
  void whatIsNoTemplateIsRejected(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> PathTemplate.of(text));
  }
}
