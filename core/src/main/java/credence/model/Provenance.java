package credence.model;

import java.util.List;

/// The origin of a model version: everything that determines its bytes.
///
/// @param trainingSets the files, in the order of their rows
/// @param combination how they were combined into one table
/// @param specSha256 the SHA-256 of the spec as the version's document holds it, in hexadecimal
/// @param fit how the solver ended
/// @param credenceVersion the version of Credence that trained
/// @param jdkVersion the version of the JDK on which it ran
public record Provenance(
    List<TrainingSetReference> trainingSets,
    SetCombination combination,
    String specSha256,
    FitRecord fit,
    String credenceVersion,
    String jdkVersion) {
  /// Copies the list.
  public Provenance {
    trainingSets = List.copyOf(trainingSets);
  }

  /// A file on which the version was trained.
  ///
  /// @param name the file's name, without folder
  /// @param sha256 the SHA-256 of its bytes, in hexadecimal
  /// @param rows its number of rows before any exclusion
  public record TrainingSetReference(String name, String sha256, long rows) {}

  /// How the solver ended.
  ///
  /// @param solver its name, and the version of its library if any
  /// @param outcome `converged`, `rounding-floor`, `tolerance` or `iteration-limit`
  /// @param iterations the number of iterations
  /// @param gradientNorm the infinity norm of the mean gradient on the solver's internal scale at
  ///   the end; -1 if the solver does not report it
  public record FitRecord(String solver, String outcome, int iterations, double gradientNorm) {}
}
