package credence.app;

import credence.comparison.Comparisons;
import credence.comparison.PromotionCheck;
import credence.model.VersionName;
import credence.registry.Change;
import credence.registry.ModelRegistry;
import credence.registry.RegistryLimits;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `credence promote`: makes a version the champion.
@Command(
    name = "promote",
    description = {
      "Makes a version the champion, the one that answers.",
      "A running server follows within a second. A version whose spec has gates needs a comparison",
      "with the present champion in which each of them passed."
    })
final class PromoteCommand extends HomeCommand {
  @Mixin
  @SuppressWarnings("NullAway.Init") // Set by picocli before the command runs.
  private AuthorOption author;

  @Parameters(
      paramLabel = "VERSION",
      converter = VersionNameConverter.class,
      description = "The version to promote.")
  @SuppressWarnings("NullAway.Init") // Required, so set by picocli.
  private VersionName version;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why, for the history.")
  private String reason = "";

  @Option(
      names = "--override",
      description = {
        "Promotes although gates of the version's spec failed or are undecided.",
        "The history keeps which, and the reason."
      })
  private boolean override;

  @Override
  public Integer call() {
    ModelRegistry registry = registry();
    PromotionCheck check = PromotionCheck.of(registry, new Comparisons(home()), version);
    check.warnings().forEach(warning -> err().println("credence: warning: " + warning));
    if (!check.objections().isEmpty() && !override) {
      check.objections().forEach(this::failed);
      return failed(version + " was not promoted; --override promotes it all the same");
    }
    return moved(registry.promote(version, change(check)));
  }

  /// What the history is told: with what was overridden, if anything was.
  private Change change(PromotionCheck check) {
    Change change = author.change(reason);
    return check.objections().isEmpty()
        ? change
        : new Change(
            change.author(),
            change.reason(),
            new TreeMap<>(
                Map.of(
                    "overridden", check.overridden(RegistryLimits.DEFAULT.detailCharactersMax()))));
  }
}
