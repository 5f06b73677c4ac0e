package credence.app;

import credence.model.Alias;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads an alias from the command line.
final class AliasConverter implements ITypeConverter<Alias> {
  @Override
  public Alias convert(String text) {
    return Alias.of(text)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "expected an alias: "
                        + Arrays.stream(Alias.values())
                            .map(Alias::text)
                            .collect(Collectors.joining(", "))));
  }
}
