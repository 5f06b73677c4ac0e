package credence.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          train --data -- -x --home            | train --data=-x --data=--home
          train --data a b -- -x -y            | train --data a b --data=-x --data=-y
          train --data a --version v -- -x     | train --data a --version v -- -x
          predict --data -- -x --out -- -h     | predict --data=-x --out=-h
          compare v --data a -- w              | compare v --data a -- w
          compare v --data -- -x b             | compare v --data=-x b
          report --output -- - v               | report --output=- v
          models --home -- -x                  | models --home=-x
          models --home --                     | models --home --
          report -- v                          | report -- v
          -- --                                | -- --
          """)
  void namesOfFilesAfterADelimiterBelongToTheirOption(String given, String joined) {
    assertThat(String.join(" ", Arguments.joined(given.split(" ", -1)))).isEqualTo(joined);
  }

  @Test
  void aHomeInTheEnvironmentThatIsNotUtf8IsAnError() {
    assertThat(Arguments.errors(new String[] {"models"}, Map.of("CREDENCE_HOME", "/caf\uFFFD")))
        .isEqualTo(
            List.of(
                "expected names in UTF-8, but that of the variable CREDENCE_HOME, /caf\uFFFD, is"
                    + " not: rename the folder or use another one"));
  }
}
