package credence.app;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `credence tokens revoke`: makes a token worthless.
@Command(name = "revoke", description = "Makes a token worthless; a running server knows at once.")
final class TokensRevokeCommand extends HomeCommand {
  @Parameters(paramLabel = "NAME", description = "The token's name.")
  private String name = "";

  @Override
  public Integer call() throws IOException {
    if (tokens().revoke(name)) {
      out().println("The token " + name + " is revoked.");
      return DONE;
    }
    return failed("there is no token of the name " + name + "; credence tokens lists them");
  }
}
