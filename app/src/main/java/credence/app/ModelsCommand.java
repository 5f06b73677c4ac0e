package credence.app;

import credence.app.terminal.TextTable;
import credence.evaluation.Estimate;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `credence models`: lists the versions.
@Command(
    name = "models",
    description =
        "Lists the versions in order of publication; subcommands show or remove a version.")
final class ModelsCommand extends HomeCommand {
  @Option(names = "--json", description = "Prints the versions as a JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    ModelRegistry registry = registry();
    RegistryState state = registry.state();
    if (state.damage().isPresent()) {
      return failed(List.of(state.damage().get()));
    }
    if (json) {
      return printJson(registry, state);
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

  /// Prints the fields of `GET /models` that do not depend on a running server.
  private int printJson(ModelRegistry registry, RegistryState state) {
    List<String> damages = new ArrayList<>();
    List<Map<String, @Nullable Object>> models = new ArrayList<>();
    for (Publication publication : state.publications()) {
      StoredVersion stored = StoredVersion.read(registry, publication.name());
      Map<String, @Nullable Object> model = new LinkedHashMap<>();
      model.put("model", publication.name().text());
      model.put("aliases", state.aliasesOf(publication.name()));
      model.put("retired", state.retired().contains(publication.name()));
      model.put("damaged_on_disk", stored instanceof StoredVersion.Unreadable);
      model.put("published", published(publication));
      model.put("sha256", publication.sha256());
      switch (stored) {
        case StoredVersion.Found found -> putFigures(model, found.version().evaluation());
        case StoredVersion.Unreadable unreadable -> damages.add(unreadable.message());
      }
      models.add(model);
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("models", models);
    printJson(tree, out());
    out().flush();
    damages.forEach(this::failed);
    return damages.isEmpty() ? DONE : FAILED;
  }

  private static Map<String, Object> published(Publication publication) {
    Map<String, Object> published = new LinkedHashMap<>();
    published.put("time", publication.time().toString());
    published.put("author", publication.author());
    published.put("reason", publication.reason());
    return published;
  }

  private static void putFigures(Map<String, @Nullable Object> model, EvaluationReport report) {
    model.put("training_rows", report.training().balance().rows());
    model.put("validation_rows", report.validationAsServed().balance().rows());
    Estimate auc = report.validationAsServed().auc();
    if (auc != null) {
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("value", auc.value());
      if (auc.interval() != null) {
        figures.put("low", auc.interval().low());
        figures.put("high", auc.interval().high());
      }
      model.put("auc", figures);
    }
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
