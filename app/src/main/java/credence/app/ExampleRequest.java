package credence.app;

import credence.http.settings.ListenSettings;
import credence.model.Input;
import credence.model.Model;
import credence.tls.TlsFiles;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// An example request for a model.
final class ExampleRequest {
  /// The exercise's example.
  static final String EXERCISE =
      """
      {"id":"8db4206f-8878-174d-7a23-dd2c4f4ef5a0","score_3":480.0,"score_4":105.2,\
      "score_5":0.8514,"score_6":94.2,"income":50000}""";

  private static final JsonMapper MAPPER = new JsonMapper();

  private ExampleRequest() {}

  /// The command that requests a prediction from a server.
  ///
  /// @param model the model that will score it
  /// @param host the host name of the server
  /// @param listen its address and port
  static String curl(Model model, String host, ListenSettings listen) {
    TlsFiles tls = listen.tls();
    String address =
        tls == null ? "http://" + host : "--cacert '" + tls.certificate() + "' https://" + host;
    return String.format(
        Locale.ROOT,
        "curl -s %s:%d/predict -H 'Content-Type: application/json' -d '%s'",
        address,
        listen.port(),
        record(model).replace("'", "'\\''"));
  }

  /// The exercise's example if it has all inputs of the model, otherwise a record of simple values.
  private static String record(Model model) {
    Set<String> inputs = model.inputs().stream().map(Input::name).collect(Collectors.toSet());
    if (MAPPER.readTree(EXERCISE).propertyNames().containsAll(inputs)) {
      return EXERCISE;
    }
    ObjectNode record = MAPPER.createObjectNode().put("id", "example");
    for (Input input : model.inputs()) {
      switch (input) {
        case Input.NumberInput number -> record.put(number.name(), 1);
        case Input.BooleanInput bool -> record.put(bool.name(), false);
        case Input.CategoryInput category ->
            record.put(category.name(), category.levels().getFirst());
      }
    }
    return MAPPER.writeValueAsString(record);
  }
}
