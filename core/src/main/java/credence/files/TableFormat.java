package credence.files;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The formats of files with tables of applicants, by the endings of their names.
public enum TableFormat {
  /// Parquet.
  PARQUET(".parquet", "parquet"),
  /// CSV.
  CSV(".csv", "CSV"),
  /// CSV, compressed by gzip.
  CSV_GZ(".csv.gz", "gzip-compressed CSV");

  private final String ending;
  private final String words;

  TableFormat(String ending, String words) {
    this.ending = ending;
    this.words = words;
  }

  /// The ending of names, with its point.
  public String ending() {
    return ending;
  }

  /// The format's name, for messages, as in "expected a readable parquet file".
  public String words() {
    return words;
  }

  /// Whether the format is CSV, compressed or not.
  public boolean isCsv() {
    return this != PARQUET;
  }

  /// The format that the ending of a name says, in upper or lower case; empty if it says none.
  public static Optional<TableFormat> ofName(String name) {
    String lowered = name.toLowerCase(Locale.ROOT);
    return Stream.of(values()).filter(format -> lowered.endsWith(format.ending)).findFirst();
  }

  /// The format of a file: the one that its name says, otherwise parquet.
  public static TableFormat of(Path file) {
    return ofName(String.valueOf(file.getFileName())).orElse(PARQUET);
  }

  /// A name without the ending of a format.
  public static String stem(String name) {
    return ofName(name)
        .map(format -> name.substring(0, name.length() - format.ending.length()))
        .orElse(name);
  }

  /// All endings, for messages.
  public static String endings() {
    return Stream.of(values()).map(TableFormat::ending).collect(Collectors.joining(", "));
  }
}
