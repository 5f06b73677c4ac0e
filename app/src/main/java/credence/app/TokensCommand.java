package credence.app;

import credence.token.AccessToken;
import credence.wording.Times;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;

/// `credence tokens`: lists who may use the admin port from elsewhere.
@Command(
    name = "tokens",
    description = {
      "Lists the tokens that open the admin port to whoever is not on this machine.",
      "The name of a token is the author of what is done with it."
    })
final class TokensCommand extends HomeCommand {
  @Override
  public Integer call() throws IOException {
    List<AccessToken> tokens = tokens().list();
    for (String damaged : tokens().damaged()) {
      failed("the token " + damaged + " is damaged and lets nobody in; revoke and create it again");
    }
    if (tokens.isEmpty()) {
      out().println("There are no tokens yet; credence tokens create NAME makes one.");
      return DONE;
    }
    TextTable table = new TextTable("name", "created");
    for (AccessToken token : tokens) {
      table.row(token.name(), Times.local(token.createdAt()));
    }
    table.print(out(), "");
    return DONE;
  }
}
