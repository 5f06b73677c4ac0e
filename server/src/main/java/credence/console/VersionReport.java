package credence.console;

import credence.comparison.Comparisons;
import credence.document.ModelDocument;
import credence.model.ModelVersion;
import credence.model.VersionName;
import credence.registry.DocumentReading;
import credence.registry.ModelRegistry;
import credence.registry.Publication;
import credence.registry.RegistryState;
import credence.registry.UnknownVersion;

/// A version's report: a self-contained HTML page to read or print.
public final class VersionReport {
  private VersionReport() {}

  /// The outcome of creating a report.
  public sealed interface Outcome {}

  /// The report.
  ///
  /// @param html the page, also well-formed as XML; without external resources and scripts
  /// @param contentSecurityPolicy the value of the header field; allows only the page's style sheet
  public record Page(String html, String contentSecurityPolicy) implements Outcome {}

  /// There is no such version.
  ///
  /// @param message the reason and what to do
  public record Unknown(String message) implements Outcome {}

  /// The version's document cannot be read.
  ///
  /// @param message the reason and what to do
  public record Damaged(String message) implements Outcome {}

  /// Creates the report of a version in its current status.
  ///
  /// @throws credence.registry.RegistryException if the storage cannot be read
  public static Outcome of(ModelRegistry registry, Comparisons comparisons, VersionName name) {
    return switch (registry.document(name)) {
      case UnknownVersion unknown -> new Unknown(unknown.message());
      case DocumentReading.Damaged damaged -> new Damaged(damaged.error().message());
      case DocumentReading.Whole whole ->
          switch (ModelDocument.read(whole.bytes())) {
            case ModelDocument.Unreadable unreadable ->
                new Damaged("version " + name + ": " + unreadable.expected());
            case ModelDocument.Read read ->
                ReportTemplate.render(
                    content(registry, comparisons, read.version(), whole.publication()));
          };
    };
  }

  private static ReportContent content(
      ModelRegistry registry,
      Comparisons comparisons,
      ModelVersion version,
      Publication publication) {
    RegistryState state = registry.state();
    return ReportContent.of(version, publication, state, registry.history().records(), comparisons);
  }
}
