package credence.app;

import credence.token.AccessTokens;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `credence tokens create`: creates a token and prints it once.
@Command(
    name = "create",
    description = {
      "Creates a token and prints it. It cannot be shown again, because only its hash is stored.",
      "A running server accepts it immediately. Send it as Authorization: Bearer TOKEN."
    })
final class TokensCreateCommand extends HomeCommand {
  @Parameters(paramLabel = "NAME", description = "The name of its holder, recorded in the history.")
  private String name = "";

  @Override
  boolean requiresHome() {
    return false;
  }

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
