package credence.app;

import picocli.CommandLine.IVersionProvider;

/// Tells the version of Credence and of the Java that runs it.
final class CredenceVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"credence " + number() + " (Java " + Runtime.version() + ")"};
  }

  /// The version that the jar carries; `development` outside of one.
  static String number() {
    String number = CredenceVersion.class.getPackage().getImplementationVersion();
    return number == null ? "development" : number;
  }
}
