package credence.app;

import credence.token.AccessTokens;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `credence tokens create`: makes a token and tells it once.
@Command(
    name = "create",
    description = {
      "Makes a token and prints it, this once: only its hash is kept.",
      "A running server knows it at once. Send it as Authorization: Bearer TOKEN."
    })
final class TokensCreateCommand extends HomeCommand {
  @Parameters(paramLabel = "NAME", description = "Whom it is for, as the history will say.")
  private String name = "";

  @Override
  public Integer call() throws IOException {
    return switch (tokens().create(name)) {
      case AccessTokens.Created created -> {
        out().println(created.token());
        yield DONE;
      }
      case AccessTokens.NotCreated not -> failed(not.expected());
    };
  }
}
