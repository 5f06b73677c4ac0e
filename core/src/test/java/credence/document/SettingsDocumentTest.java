package credence.document;

import static org.assertj.core.api.Assertions.assertThat;

import credence.model.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsDocumentTest {
  private static final List<String> KNOWN = List.of("port", "host");

  @Test
  void valuesAreTakenAsWrittenAndRememberTheirLines() {
    SettingsDocument document =
        SettingsDocument.read("# where\nhost: 'h1'\nport: 08\n", "config.yaml", KNOWN);
    assertThat(document.faults()).isEmpty();
    assertThat(document.values())
        .containsEntry("host", new SettingsDocument.Value("h1", "config.yaml:2 host"))
        .containsEntry("port", new SettingsDocument.Value("08", "config.yaml:3 port"));
  }

  @Test
  void unknownAndNestedAndRepeatedNamesAreFaultsAllAtOnce() {
    SettingsDocument document =
        SettingsDocument.read("prot: 1\nhost: [a]\nport: 1\nport: 2\n", "config.yaml", KNOWN);
    assertThat(document.faults())
        .extracting(Fault::place)
        .containsExactlyInAnyOrder(
            "config.yaml:1 prot", "config.yaml:2 host", "config.yaml:4 port");
  }

  @Test
  void whatIsNotYamlIsAFault() {
    assertThat(SettingsDocument.read("port: [", "config.yaml", KNOWN).faults()).hasSize(1);
  }
}
