package credence.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A rendered document")
class RenderedDocumentTest {
  private static final String NEW =
      """
      {
        "format" : 2,
        "nested" : { "findings" : [ { "code" : "not-converged" } ] },
        "findings" : [ {
          "code" : "not-converged",
          "column" : null,
          "count" : 9,
          "parameters" : { }
        }, {
          "code" : "missing-targets",
          "column" : "ö",
          "count" : 1,
          "consequence" : "1 row has no outcome."
        } ],
        "rest" : "ö"
      }
      """;

  private static String rendered(String document) {
    return new String(
        RenderedDocument.of(document.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName("has a text in each finding that has none, and is the same otherwise")
  void texts() {
    assertThat(rendered(NEW))
        .isEqualTo(
            NEW.replace(
                "\"parameters\" : { }",
                "\"parameters\" : { },\n    \"consequence\" : \"The solver did not converge: the "
                    + "coefficients are not the optimum that the spec defines. Increase the "
                    + "maximum number of iterations or standardise the features.\""));
  }

  @Test
  @DisplayName("has the same texts within a larger array")
  void within() {
    byte[] array = ("<<" + NEW + ">").getBytes(StandardCharsets.UTF_8);
    RenderedDocument.Texts texts = RenderedDocument.texts(array, 2, array.length - 3);
    byte[] written = texts.insertInto(array, 2);
    assertThat(written).asString().isEqualTo("<<" + rendered(NEW) + ">");
    assertThat(written).hasSize((int) (array.length + texts.bytes()));
  }

  @Test
  @DisplayName("has words in each gate's result")
  void gates() {
    String gate =
        "{\"gate\":\"rows-min\",\"verdict\":\"passed\",\"figure\":425.0,\"interval\":null,"
            + "\"limit_low\":50.0,\"limit_high\":null,\"reason\":\"count\"}";
    assertThat(rendered("{\"gates\":[" + gate + "]}"))
        .isEqualTo(
            "{\"gates\":["
                + gate.replace("}", ",\"words\" : \"passed: 425 held-out rows; required ≥ 50.\"}")
                + "]}");
  }

  @Test
  @DisplayName("that cannot be read stays as it is")
  void unreadable() {
    for (String other : new String[] {"", "x", "{", "[]", "{\"findings\":[{\"code\":\"x\"}]}"}) {
      assertThat(rendered(other)).isEqualTo(other);
    }
  }
}
