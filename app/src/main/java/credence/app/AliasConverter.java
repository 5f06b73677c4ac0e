package credence.app;

import credence.model.Alias;
import credence.model.NearNames;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads an alias from the command line.
final class AliasConverter implements ITypeConverter<Alias> {
  @Override
  public Alias convert(String text) {
    return Alias.of(text)
        .orElseThrow(
            () -> {
              List<String> aliases = Arrays.stream(Alias.values()).map(Alias::text).toList();
              return new TypeConversionException(
                  "expected one of " + String.join(", ", aliases) + NearNames.hint(text, aliases));
            });
  }
}
