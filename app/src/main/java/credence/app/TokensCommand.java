package credence.app;

import credence.token.AccessToken;
import credence.wording.Times;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;

/// `credence tokens`: lists the access tokens of the admin port.
@Command(
    name = "tokens",
    description = {
      "Lists the access tokens for the admin port, which other machines need.",
      "The name of a token is recorded as the author of changes made with it."
    })
final class TokensCommand extends HomeCommand {
  @Override
  public Integer call() throws IOException {
    List<AccessToken> tokens = tokens().list();
    for (String damaged : tokens().damaged()) {
      failed(
          "the token "
              + damaged
              + " is damaged and grants no access; revoke it and create it again");
    }
    if (tokens.isEmpty()) {
      out().println("There are no tokens yet; credence tokens create NAME creates one.");
      return DONE;
    }
    TextTable table = new TextTable("name", "created");
    for (AccessToken token : tokens) {
      table.row(token.name(), Times.seconds(token.createdAt()));
    }
    table.print(out(), "");
    return DONE;
  }
}
