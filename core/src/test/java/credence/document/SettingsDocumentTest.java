package credence.document;

import static org.assertj.core.api.Assertions.assertThat;

import credence.model.LocatedError;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsDocumentTest {
  private static final List<String> KNOWN = List.of("port", "host");

  @Test
  void valuesAreTakenAsWrittenAndRememberTheirLines() {
    SettingsDocument document =
        SettingsDocument.read("# where\nhost: 'h1'\nport: 08\n", "config.yaml", KNOWN);
    assertThat(document.errors()).isEmpty();
    assertThat(document.values())
        .containsEntry("host", new SettingsDocument.Value("h1", "config.yaml:2 host"))
        .containsEntry("port", new SettingsDocument.Value("08", "config.yaml:3 port"));
  }

  @Test
  void unknownAndNestedAndRepeatedNamesAreErrorsAllAtOnce() {
    SettingsDocument document =
        SettingsDocument.read("prot: 1\nhost: [a]\nport: 1\nport: 2\n", "config.yaml", KNOWN);
    assertThat(document.errors())
        .extracting(LocatedError::place)
        .containsExactlyInAnyOrder(
            "config.yaml:1 prot", "config.yaml:2 host", "config.yaml:4 port");
  }

  @Test
  void whatIsNotYamlIsAnError() {
    assertThat(SettingsDocument.read("port: [", "config.yaml", KNOWN).errors()).hasSize(1);
  }
}
