package credence.app;

import credence.app.terminal.TextTable;
import credence.token.AccessToken;
import credence.wording.Times;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `credence tokens`: lists the access tokens of the admin port.
@Command(
    name = "tokens",
    description = {
      "Lists the access tokens for the admin port, which other machines need.",
      "The name of a token is recorded as the author of changes made with it."
    })
final class TokensCommand extends HomeCommand {
  @Option(names = "--json", description = "Prints the tokens' names as a JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    List<AccessToken> tokens = tokens().list();
    for (String damaged : tokens().damaged()) {
      failed(
          "the token "
              + damaged
              + " is damaged and grants no access; revoke it and create it again");
    }
    if (json) {
      printJson(Map.of("tokens", tokens.stream().map(TokensCommand::tree).toList()), out());
      out().flush();
      return DONE;
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

  private static Map<String, String> tree(AccessToken token) {
    Map<String, String> tree = new LinkedHashMap<>();
    tree.put("name", token.name());
    tree.put("created_at", token.createdAt().toString());
    return tree;
  }
}
