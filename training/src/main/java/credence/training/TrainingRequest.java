package credence.training;

import credence.engine.EngineLimits;
import credence.model.ModelSpec;
import credence.model.SetCombination;
import credence.model.VersionName;
import java.nio.file.Path;
import java.util.List;

/// The request of a training: version, spec, files and limits.
///
/// @param name the name of the version
/// @param spec the model spec
/// @param files the training sets, at least one, in the order of their rows
/// @param combination how they become one table; [SetCombination#CONCATENATED] where there is one
/// @param credenceVersion the version of Credence, for the provenance
/// @param limits the limits of reading the files; its threads are those of the fit as well
public record TrainingRequest(
    VersionName name,
    ModelSpec spec,
    List<Path> files,
    SetCombination combination,
    String credenceVersion,
    EngineLimits limits) {
  /// Copies the files.
  public TrainingRequest {
    files = List.copyOf(files);
    combination = files.size() == 1 ? SetCombination.CONCATENATED : combination;
  }
}
