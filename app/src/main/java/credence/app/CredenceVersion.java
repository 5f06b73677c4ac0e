package credence.app;

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
}
