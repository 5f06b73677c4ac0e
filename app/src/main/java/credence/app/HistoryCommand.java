package credence.app;

import credence.app.terminal.TextTable;
import credence.model.VersionName;
import credence.registry.AliasTransition;
import credence.registry.History;
import credence.registry.HistoryJson;
import credence.registry.HistoryRecord;
import credence.wording.Times;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/// `credence history`: lists the changes of versions and aliases.
@Command(
    name = "history",
    description =
        "Lists every publication, move, retirement and removal with time, author and reason.")
final class HistoryCommand extends HomeCommand {
  @Option(names = "--json", description = "Prints a JSON array.")
  private boolean json;

  @Override
  public Integer call() {
    History history = registry().history();
    if (json) {
      printJson(history);
    } else if (history.records().isEmpty() && history.damage().isEmpty()) {
      out().println("The history is empty in " + home() + ".");
    } else {
      printTable(history);
    }
    out().flush();
    return history.damage().isEmpty() ? DONE : failed(history.damage().get().message());
  }

  private void printTable(History history) {
    TextTable table =
        new TextTable("#", "time", "what", "version", "alias", "before", "after", "author", "why");
    for (HistoryRecord record : history.records()) {
      table.row(row(record));
    }
    table.print(out(), "");
  }

  private static String[] row(HistoryRecord record) {
    AliasTransition transition = record.event().transition().orElse(null);
    return new String[] {
      Long.toString(record.sequence()),
      Times.seconds(record.time()),
      record.event().kind().text(),
      record.event().subject(),
      transition == null ? "" : transition.alias().text(),
      transition == null ? "" : before(transition),
      transition == null ? "" : after(transition),
      record.author(),
      record.reason() + record.override().map(why -> " (override: " + why + ")").orElse("")
    };
  }

  private static String before(AliasTransition transition) {
    return switch (transition) {
      case AliasTransition.Champion to -> textOrEmpty(to.before());
      case AliasTransition.Challenger to -> textOrEmpty(to.before());
      case AliasTransition.NoChallenger to -> to.before().text();
      case AliasTransition.Shadows _ -> "";
    };
  }

  private static String after(AliasTransition transition) {
    return switch (transition) {
      case AliasTransition.Champion to -> to.after().text();
      case AliasTransition.Challenger to -> to.after() + " (share " + to.challenge().share() + ")";
      case AliasTransition.NoChallenger _ -> "";
      case AliasTransition.Shadows to ->
          to.after().stream().map(VersionName::text).collect(Collectors.joining(", "));
    };
  }

  private static String textOrEmpty(@Nullable VersionName version) {
    return version == null ? "" : version.text();
  }

  private void printJson(History history) {
    try (JsonGenerator generator =
        JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build()
            .createGenerator(ObjectWriteContext.empty(), out())) {
      generator.writeStartArray();
      for (HistoryRecord record : history.records()) {
        HistoryJson.write(generator, record, HistoryJson.Form.PRINTED);
      }
      generator.writeEndArray();
    }
    out().println();
  }
}
