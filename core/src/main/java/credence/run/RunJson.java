package credence.run;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import credence.document.CodedForm;
import credence.document.DocumentForms;
import credence.files.FileStamp;
import credence.model.LocatedError;
import java.util.List;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.annotation.EnumNaming;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.StdConverter;

/// The JSON form of this package's records: their components by name, in snake case; a constant in
/// lower case; a time as in `2025-03-31T10:15:30Z`.
public final class RunJson {
  static final JsonMapper MAPPER =
      DocumentForms.mapper()
          .rebuild()
          .addMixIn(TrainingRunState.class, ConstantForm.class)
          .addMixIn(TrainingSetEntry.State.class, ConstantForm.class)
          .addMixIn(TrainingSetProfile.class, ProfileForm.class)
          .addMixIn(FileStamp.class, StampForm.class)
          .addModule(
              new CodedForm<>(
                      TrainingSetChange.class,
                      TrainingSetChange.Recorded.class,
                      "sentence",
                      TrainingSetChange::code,
                      List.of())
                  .module())
          .build();

  private RunJson() {}

  /// A record of this package as a tree.
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /// A record of this package as text: indented, with a line break at its end.
  public static String text(Object value) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
  }

  /// The stored name of the errors; earlier builds stored sentences under another name.
  interface ProfileForm {
    @JsonProperty("faults")
    List<LocatedError> errors();

    @JsonAlias("changed")
    List<TrainingSetChange> changes();
  }

  /// A stamp's length, and its time in milliseconds.
  ///
  /// @param bytes the file's length
  /// @param modifiedMillis when it was last written, since 1970
  record StoredStamp(long bytes, long modifiedMillis) {}

  @JsonSerialize(converter = ToStored.class)
  @JsonDeserialize(converter = FromStored.class)
  private interface StampForm {}

  static final class ToStored extends StdConverter<FileStamp, StoredStamp> {
    @Override
    public StoredStamp convert(FileStamp stamp) {
      return new StoredStamp(stamp.bytes(), stamp.modifiedMillis());
    }
  }

  static final class FromStored extends StdConverter<StoredStamp, FileStamp> {
    @Override
    public FileStamp convert(StoredStamp stored) {
      return FileStamp.stored(stored.bytes(), stored.modifiedMillis());
    }
  }

  @EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
  private interface ConstantForm {}
}
