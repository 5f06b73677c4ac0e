package credence.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The origin of a model version: everything that determines its bytes.
///
/// @param trainingSets the files, in the order of their rows
/// @param combination how they were combined into one table
/// @param sides the customers of both sides of the split; null in documents that predate it
/// @param specSha256 the SHA-256 of the spec as the version's document holds it, in hexadecimal
/// @param fit how the solver ended
/// @param credenceVersion the version of Credence that trained
/// @param jdkVersion the version of the JDK on which it ran
public record Provenance(
    List<TrainingSetReference> trainingSets,
    SetCombination combination,
    @Nullable Sides sides,
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

  /// The customers of both sides of the split. A customer with rows on both is in both.
  ///
  /// @param training the customers with rows to which the version was fitted
  /// @param validation the customers with rows that were held out
  public record Sides(SideCustomers training, SideCustomers validation) {}

  /// Identifies the customers of a side without holding their ids.
  ///
  /// @param customers how many there are
  /// @param sha256 a digest of their ids that does not depend on their order, in hexadecimal: the
  ///   SHA-256 of three numbers of eight bytes, big-endian, which are the number of customers, the
  ///   sum of h and the sum of mix(h), modulo 2^64, over their ids' hashes h
  public record SideCustomers(long customers, String sha256) {}

  /// How the solver ended.
  ///
  /// @param solver its name, and the version of its library if any
  /// @param outcome `converged`, `rounding-floor`, `tolerance` or `iteration-limit`
  /// @param iterations the number of iterations
  /// @param gradientNorm the infinity norm of the mean gradient on the solver's internal scale at
  ///   the end; -1 if the solver does not report it
  public record FitRecord(String solver, String outcome, int iterations, double gradientNorm) {}
}
