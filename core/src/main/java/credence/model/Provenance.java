package credence.model;

import java.util.List;

/// Where a model version comes from: everything that has to be the same for the same bytes to come
/// out again.
///
/// @param trainingSets the files, in the order of their rows
/// @param combination how they became one table
/// @param specSha256 the SHA-256 of the spec as the version's document holds it, in hexadecimal
/// @param fit how the solver came to its end
/// @param credenceVersion the version of Credence that trained
/// @param jdkVersion the version of the JDK that it ran on
public record Provenance(
    List<TrainingSetReference> trainingSets,
    SetCombination combination,
    String specSha256,
    FitRecord fit,
    String credenceVersion,
    String jdkVersion) {
  /// Takes a copy of the list.
  public Provenance {
    trainingSets = List.copyOf(trainingSets);
  }

  /// One file that the version was trained on.
  ///
  /// @param name the file's name, without folder
  /// @param sha256 the SHA-256 of its bytes, in hexadecimal
  /// @param rows its rows, before anything was dropped
  public record TrainingSetReference(String name, String sha256, long rows) {}

  /// How the solver came to its end.
  ///
  /// @param solver which one, and the version of its library if it has one
  /// @param outcome `converged`, `rounding-floor`, `tolerance` or `iteration-limit`
  /// @param iterations how many it took
  /// @param gradientNorm the infinity norm of the mean gradient on the solver's internal scale at
  ///   the end; -1 if the solver does not say
  public record FitRecord(String solver, String outcome, int iterations, double gradientNorm) {}
}
