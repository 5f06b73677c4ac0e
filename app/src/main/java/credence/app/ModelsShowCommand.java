package credence.app;

import credence.app.terminal.ModelSheet;
import credence.document.SpecDocument;
import credence.job.StoredVersion;
import credence.registry.ModelRegistry;
import credence.registry.Publication;
import credence.wording.RenderedDocument;
import credence.wording.Times;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `credence models show`: shows version details.
@Command(name = "show", description = "Shows version details.")
final class ModelsShowCommand extends HomeCommand {
  @Parameters(paramLabel = "VERSION", description = "The version, or the alias champion.")
  private String version = "";

  @Option(names = "--json", description = "Prints the model document with its findings' texts.")
  private boolean json;

  @Override
  public Integer call() {
    ModelRegistry registry = registry();
    return switch (StoredVersion.find(registry, version)) {
      case StoredVersion.Unreadable unreadable -> failed(unreadable.message());
      case StoredVersion.Found found -> {
        if (json) {
          out().print(new String(RenderedDocument.of(found.document()), StandardCharsets.UTF_8));
        } else {
          show(registry, found);
        }
        out().flush();
        yield DONE;
      }
    };
  }

  private void show(ModelRegistry registry, StoredVersion.Found found) {
    Publication publication = found.publication();
    String aliases = ModelsCommand.aliases(registry.state(), publication.name());
    out().println(publication.name() + (aliases.isEmpty() ? "" : " (" + aliases + ")"));
    out()
        .println(
            "published %s by %s: %s"
                .formatted(
                    Times.seconds(publication.time()), publication.author(), publication.reason()));
    out().println("document SHA-256 " + publication.sha256());
    new ModelSheet(found.version(), out()).printAll();
    out().println();
    out().println("Spec");
    SpecDocument.text(found.version().spec()).lines().forEach(line -> out().println("  " + line));
  }
}
