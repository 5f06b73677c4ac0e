package credence.app;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `credence tokens revoke`: revokes a token.
@Command(name = "revoke", description = "Revokes a token; a running server rejects it immediately.")
final class TokensRevokeCommand extends HomeCommand {
  @Parameters(paramLabel = "NAME", description = "The token's name.")
  private String name = "";

  @Override
  public Integer call() throws IOException {
    if (tokens().revoke(name)) {
      out().println("The token " + name + " is revoked.");
      return DONE;
    }
    return failed("there is no token with the name " + name + "; see credence tokens");
  }
}
