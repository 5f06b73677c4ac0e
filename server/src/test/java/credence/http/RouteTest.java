package credence.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RouteTest {
  @ParameterizedTest
  @EnumSource
  void isFoundAtItsOwnPath(Route route) {
    String path = route.path().replaceAll("\\{[a-z]+}", "x");
    Route.Port port = route.port() == Route.Port.BOTH ? Route.Port.ADMIN : route.port();
    assertThat(Route.of(path, port)).isEqualTo(route);
    assertThat(Route.of(path + "/", port)).isNull();
    assertThat(Route.of(path + "x/y", port)).isNull();
  }

  @Test
  void isServedOnItsPortAlone() {
    assertThat(Route.of("/aliases/champion", Route.Port.DATA)).isNull();
    assertThat(Route.of("/predict", Route.Port.ADMIN)).isNull();
    assertThat(Route.of("/models/v1", Route.Port.DATA)).isEqualTo(Route.MODEL);
  }

  @ParameterizedTest
  @CsvSource({
    "v1, v1",
    "a%20b, a b",
    "a+b, a+b",
    "a%2Fb, a/b",
    "%C3%BC, \u00fc",
    "%zz, %zz",
    "a%, a%"
  })
  void variablesAreDecodedUnlessTheyAreMalformed(String sent, String read) {
    assertThat(Route.SCHEMA.variable("/models/" + sent + "/schema", "version")).isEqualTo(read);
  }

  @Test
  void aVariableOfAnotherRouteIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Route.MODEL.variable("/models/v1", "alias"));
  }
}
