package credence.app;

import credence.app.terminal.Progress;
import credence.app.terminal.TextTable;
import credence.document.SpecDocument;
import credence.evaluation.PopulationStability;
import credence.job.SpecFile;
import credence.job.TrainingSetCheckJob;
import credence.model.LocatedError;
import credence.run.RunJson;
import credence.run.TrainingSetEntry;
import credence.run.TrainingSetName;
import credence.run.TrainingSetProfile;
import credence.run.TrainingSets;
import credence.wording.ChangeWording;
import credence.wording.Figures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `credence training-sets`: checks new training sets, and lists all of them with their changes.
@Command(
    name = "training-sets",
    sortOptions = false,
    description = "Checks and lists the training sets of the home with their contents and changes.")
final class TrainingSetsCommand extends JobCommand {
  @Option(names = "--json", description = "Prints the sets as a JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    return switch (SpecFile.read(null, home())) {
      case SpecDocument.Invalid invalid -> failed(invalid.errors());
      case SpecDocument.Read read -> list(check(read.document()));
    };
  }

  private TrainingSets.Listing check(SpecDocument spec) throws IOException {
    try (Progress progress = Progress.onStandardError()) {
      return new TrainingSetCheckJob(context(), progress).checkAll(spec.spec());
    }
  }

  private int list(TrainingSets.Listing listing) {
    if (json) {
      out().print(RunJson.text(tree(listing)));
    } else if (listing.sets().isEmpty()) {
      out()
          .println(
              "There is no training set yet: add a file to %s; its name needs %s"
                  .formatted(home().trainingSets().path(), TrainingSetName.form()));
    } else {
      print(listing);
    }
    failed(listing.damaged());
    if (!json) {
      listing
          .ignored()
          .forEach(
              file ->
                  out()
                      .println(
                          "ignored because of its name: %s: %s"
                              .formatted(
                                  file,
                                  TrainingSetName.faultOfFile(file)
                                      .orElseGet(TrainingSetName::expected))));
    }
    out().flush();
    return DONE;
  }

  private static Map<String, Object> tree(TrainingSets.Listing listing) {
    List<Map<String, Object>> sets = new ArrayList<>();
    for (TrainingSetEntry set : listing.sets()) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("training_set", set.name().text());
      tree.put("state", set.state());
      set.exclusion().ifPresent(exclusion -> tree.put("obstacle", exclusion));
      if (set.profile() != null) {
        tree.put("profile", ChangeWording.json(set.profile()));
      }
      sets.add(tree);
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("training_sets", sets);
    tree.put("ignored", listing.ignored());
    return tree;
  }

  private void print(TrainingSets.Listing listing) {
    TextTable table =
        new TextTable("training set", "state", "rows", "ids", "default rate", "largest PSI");
    listing.sets().forEach(set -> table.row(row(set)));
    table.print(out(), "");
    for (TrainingSetEntry set : listing.sets()) {
      List<String> remarks = remarks(set);
      if (!remarks.isEmpty()) {
        out().println();
        out().println(set.name() + ":");
        remarks.forEach(remark -> out().println("  " + remark));
      }
    }
  }

  private static String[] row(TrainingSetEntry set) {
    TrainingSetProfile profile = set.profile();
    TrainingSetProfile.Contents contents = profile == null ? null : profile.contents();
    if (contents == null) {
      return new String[] {set.name().text(), words(set.state()), "", "", "", ""};
    }
    Double rate = contents.targetRate();
    return new String[] {
      set.name().text(),
      words(set.state()),
      Figures.count(contents.rows()),
      Figures.count(contents.ids()),
      Figures.percent(rate),
      largest(contents).map(Figures::measure).orElse(Figures.NONE)
    };
  }

  /// The largest population stability index against the previous set.
  private static Optional<Double> largest(TrainingSetProfile.Contents contents) {
    return contents.drifts().stream()
        .limit(1)
        .flatMap(drift -> drift.columns().stream())
        .map(TrainingSetProfile.ColumnDrift::stability)
        .map(PopulationStability::value)
        .max(Comparator.naturalOrder());
  }

  private static List<String> remarks(TrainingSetEntry set) {
    List<String> remarks = new ArrayList<>();
    @Nullable TrainingSetProfile profile = set.profile();
    if (set.state() != TrainingSetEntry.State.REFUSED) {
      set.exclusion().ifPresent(remarks::add);
    }
    if (profile != null) {
      profile.errors().stream().map(LocatedError::message).forEach(remarks::add);
      remarks.addAll(ChangeWording.of(profile.changes()));
      if (!profile.missedBy().isEmpty()) {
        remarks.add(
            "It arrived late: trained without it, and unchanged, is "
                + String.join(", ", profile.missedBy())
                + ".");
      }
    }
    return remarks;
  }

  /// A state as text for users.
  static String words(TrainingSetEntry.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
