package credence.app;

import credence.model.VersionName;
import credence.registry.Challenge;
import credence.registry.HistoryRecord;
import credence.registry.RegistryState;
import credence.wording.Times;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/// `credence history`: tells what happened to the versions and aliases.
@Command(
    name = "history",
    description = "Tells every publication, move, retirement and removal: who, when and why.")
final class HistoryCommand extends HomeCommand {
  @Option(names = "--json", description = "Prints one JSON array, and nothing else.")
  private boolean json;

  @Override
  public Integer call() {
    RegistryState state = registry().state();
    if (json) {
      printJson(state);
    } else if (state.history().isEmpty() && state.damage().isEmpty()) {
      out().println("Nothing has happened yet in " + home() + ".");
    } else {
      printTable(state);
    }
    out().flush();
    return state.damage().isEmpty() ? DONE : failed(state.damage().get().message());
  }

  private void printTable(RegistryState state) {
    TextTable table =
        new TextTable("#", "time", "what", "version", "alias", "before", "after", "author", "why");
    for (HistoryRecord record : state.history()) {
      table.row(
          Long.toString(record.sequence()),
          Times.local(record.time()),
          record.kind().text(),
          record.version().text(),
          record.alias() == null ? "" : record.alias(),
          record.before() == null ? "" : record.before().text(),
          after(record),
          record.author(),
          record.reason() + record.override().map(why -> " (override: " + why + ")").orElse(""));
    }
    table.print(out(), "");
  }

  private static String after(HistoryRecord record) {
    if (!record.shadows().isEmpty()) {
      return record.shadows().stream().map(VersionName::text).collect(Collectors.joining(", "));
    }
    Challenge challenge = record.challenge();
    String after = record.after() == null ? "" : record.after().text();
    return challenge == null ? after : after + " (share " + challenge.share() + ")";
  }

  private void printJson(RegistryState state) {
    try (JsonGenerator generator =
        JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build()
            .createGenerator(ObjectWriteContext.empty(), out())) {
      generator.writeStartArray();
      state.history().forEach(record -> write(generator, record));
      generator.writeEndArray();
    }
    out().println();
  }

  private static void write(JsonGenerator json, HistoryRecord record) {
    json.writeStartObject();
    json.writeNumberProperty("sequence", record.sequence());
    json.writeStringProperty("time", record.time().toString());
    json.writeStringProperty("kind", record.kind().text());
    json.writeStringProperty("version", record.version().text());
    if (record.alias() != null) {
      json.writeStringProperty("alias", record.alias());
      writeVersion(json, "before", record.before());
      writeVersion(json, "after", record.after());
    }
    Challenge challenge = record.challenge();
    if (challenge != null) {
      json.writeNumberProperty("challenge", challenge.id());
      json.writeNumberProperty("share", challenge.share());
    }
    if (!record.shadows().isEmpty()) {
      json.writeArrayPropertyStart("shadows");
      record.shadows().forEach(shadow -> json.writeString(shadow.text()));
      json.writeEndArray();
    }
    if (record.sha256() != null) {
      json.writeStringProperty("sha256", record.sha256());
    }
    json.writeStringProperty("author", record.author());
    json.writeStringProperty("reason", record.reason());
    json.writeObjectPropertyStart("details");
    record.details().forEach(json::writeStringProperty);
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeVersion(JsonGenerator json, String name, @Nullable VersionName version) {
    if (version == null) {
      json.writeNullProperty(name);
    } else {
      json.writeStringProperty(name, version.text());
    }
  }
}
