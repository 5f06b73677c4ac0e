package credence.training;

import credence.engine.EngineLimits;
import credence.model.ModelSpec;
import credence.model.SetCombination;
import credence.model.VersionName;
import java.nio.file.Path;
import java.util.List;

/// What is to be trained, on what, and with how much of the machine.
///
/// @param name what the version is to be called
/// @param spec what the model is
/// @param files the training sets, at least one, in the order in which their rows follow each other
/// @param combination how they become one table; [SetCombination#CONCATENATED] where there is one
/// @param credenceVersion the version of Credence, for the provenance
/// @param limits what reading the files may take; its threads are those of the fit as well
public record TrainingRequest(
    VersionName name,
    ModelSpec spec,
    List<Path> files,
    SetCombination combination,
    String credenceVersion,
    EngineLimits limits) {
  /// Takes a copy of the files.
  public TrainingRequest {
    files = List.copyOf(files);
    combination = files.size() == 1 ? SetCombination.CONCATENATED : combination;
  }
}
