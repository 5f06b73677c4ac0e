package credence.http.head;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Media types")
class MediaTypesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json|true",
        "APPLICATION/JSON; charset=UTF-8|true",
        "application/json;version=1|true",
        "application/json; charset=\"utf-8\"|true",
        "application/problem+json|true",
        "application/json; charset=utf-16|false",
        "application/jsonx|false",
        "text/json|false",
        "application/x-www-form-urlencoded|false",
        "''|false",
        "|false",
      })
  @DisplayName("are JSON in UTF-8 or something else")
  void json(String contentType, boolean json) {
    assertThat(MediaTypes.isJson(contentType)).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "|true",
        "*/*|true",
        "application/*|true",
        "text/html, application/json;q=0.1|true",
        "application/json, */*;q=0.5|true",
        "text/html|false",
        "text/html, */*;q=0|false",
        "*/*, application/json;q=0|false",
        "application/json;q=0.000, application/*|false",
        "application/json, */*;q=0|true",
      })
  @DisplayName("are accepted according to the most specific range that matches")
  void accepts(String accept, boolean accepted) {
    assertThat(MediaTypes.accepts(accept, MediaTypes.JSON)).isEqualTo(accepted);
  }
}
