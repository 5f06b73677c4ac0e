package credence.app;

import credence.model.VersionName;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a version's name from the command line.
final class VersionNameConverter implements ITypeConverter<VersionName> {
  @Override
  public VersionName convert(String text) {
    if (!VersionName.isValid(text)) {
      throw new TypeConversionException("expected a version name: " + VersionName.expected());
    }
    return new VersionName(text);
  }
}
