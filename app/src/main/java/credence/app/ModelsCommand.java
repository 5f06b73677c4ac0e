package credence.app;

import credence.evaluation.EvaluationReport;
import credence.job.StoredVersion;
import credence.model.Alias;
import credence.model.ModelVersion;
import credence.model.VersionName;
import credence.registry.Challenge;
import credence.registry.ModelRegistry;
import credence.registry.Publication;
import credence.registry.RegistryState;
import credence.wording.Figures;
import credence.wording.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/// `credence models`: lists the versions.
@Command(
    name = "models",
    description =
        "Lists the versions in order of publication; subcommands show or remove a version.")
final class ModelsCommand extends HomeCommand {
  @Override
  public Integer call() {
    ModelRegistry registry = registry();
    RegistryState state = registry.state();
    if (state.damage().isPresent()) {
      return failed(List.of(state.damage().get()));
    }
    if (state.publications().isEmpty()) {
      out().println("There is no version yet in " + home() + "; credence train creates one.");
      return DONE;
    }
    List<String> damages = new ArrayList<>();
    TextTable table =
        new TextTable(
            "version",
            "AUC as served",
            "95 % interval",
            "trained on",
            "held out",
            "published",
            "alias");
    for (Publication publication : state.publications()) {
      table.row(row(registry, state, publication, damages));
    }
    table.print(out(), "");
    out().flush();
    damages.forEach(this::failed);
    return damages.isEmpty() ? DONE : FAILED;
  }

  private static String[] row(
      ModelRegistry registry, RegistryState state, Publication publication, List<String> damages) {
    VersionName name = publication.name();
    String[] figures = {"damaged", "", "", ""};
    switch (StoredVersion.read(registry, name)) {
      case StoredVersion.Found found -> figures = figures(found.version());
      case StoredVersion.Unreadable unreadable -> damages.add(unreadable.message());
    }
    return new String[] {
      name.text(),
      figures[0],
      figures[1],
      figures[2],
      figures[3],
      Times.seconds(publication.time()),
      aliases(state, name)
    };
  }

  private static String[] figures(ModelVersion version) {
    EvaluationReport report = version.evaluation();
    return new String[] {
      Figures.measure(report.validationAsServed().auc()),
      Figures.interval(report.validationAsServed().auc()),
      Figures.count(report.training().balance().rows()),
      Figures.count(report.validationAsServed().balance().rows())
    };
  }

  /// A version's aliases, with a challenger's share, or its retirement, as a table cell.
  static String aliases(RegistryState state, VersionName name) {
    if (state.retired().contains(name)) {
      return "(retired)";
    }
    Challenge challenge = state.alias(Alias.CHALLENGER).challenge();
    return state.aliasesOf(name).stream()
        .map(
            alias ->
                challenge != null && alias.equals(Alias.CHALLENGER.text())
                    ? alias + " (share " + challenge.share() + ")"
                    : alias)
        .collect(Collectors.joining(", "));
  }
}
