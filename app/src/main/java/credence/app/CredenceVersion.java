package credence.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/// The version of Credence and of Java.
final class CredenceVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"credence " + number() + " (Java " + Runtime.version() + ")"};
  }

  /// The version in the jar's manifest; `development` without one.
  static String number() {
    String number = CredenceVersion.class.getPackage().getImplementationVersion();
    return number == null ? "development" : number;
  }

  /// The commit that was built, abbreviated, with `-dirty` after it if its files were changed;
  /// empty if it was not built in a git repository.
  static Optional<String> build() {
    try (InputStream file = CredenceVersion.class.getResourceAsStream("build.properties")) {
      Properties properties = new Properties();
      if (file != null) {
        properties.load(file);
      }
      return Optional.ofNullable(properties.getProperty("commit")).filter(c -> !c.isBlank());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
