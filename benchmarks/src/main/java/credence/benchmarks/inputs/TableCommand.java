package credence.benchmarks.inputs;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Writes a generated table as a parquet file: the exercise's columns, or many features with an
/// outcome that depends on them. The same options give the same rows.
@Command(
    name = "table",
    description = "Writes a generated table as a parquet file.",
    showDefaultValues = true,
    mixinStandardHelpOptions = true)
public final class TableCommand implements Callable<Integer> {
  private static final int BLOCK_ROWS = 1 << 14;

  @Option(names = "--rows", description = "How many rows.")
  private long rows = 1_000_000;

  @Option(names = "--features", description = "How many features; 0: the exercise's columns.")
  private int features;

  @Option(names = "--out", required = true, description = "The parquet file.")
  private Path out = Path.of("");

  @Option(
      names = "--numpy",
      description = "Also the features as X.npy and the outcome as y.npy, in this folder.")
  private @Nullable Path numpy;

  @Override
  public Integer call() throws SQLException, IOException {
    try (Connection connection = DuckDb.open();
        Statement statement = connection.createStatement()) {
      String select = features == 0 ? exerciseColumns() : features();
      statement.execute("COPY (" + select + ") TO " + DuckDb.quoted(out) + " (FORMAT parquet)");
    }
    if (numpy != null) {
      Files.createDirectories(numpy);
      writeNumpy(numpy);
    }
    return 0;
  }

  /// A number in [0, 1) for each row and column.
  private static String uniform(int column) {
    return "(hash(i * 1009 + " + column + ") % 9007199254740992) / 9007199254740992.0";
  }

  /// A standard normal number for each row and column, by Box and Muller.
  private static String normal(int column) {
    return "sqrt(-2 * ln(1 - "
        + uniform(2 * column)
        + ")) * cos(6.283185307179586 * "
        + uniform(2 * column + 1)
        + ")";
  }

  private String exerciseColumns() {
    return "SELECT 'applicant-' || i AS ids,"
        + (" CASE WHEN i % 50 = 0 THEN NULL ELSE 200 + 500 * " + uniform(0) + " END AS score_3,")
        + (" 90 + 20 * " + uniform(1) + " AS score_4, " + uniform(2) + " AS score_5,")
        + (" 80 + 40 * " + uniform(3) + " AS score_6, 1e4 + 9e4 * " + uniform(4) + " AS income")
        + (" FROM range(" + rows + ") t(i)");
  }

  private String features() {
    String columns =
        IntStream.range(0, features)
            .mapToObj(k -> normal(k) + " AS x_" + k)
            .collect(Collectors.joining(", "));
    String score =
        IntStream.range(0, features)
            .mapToObj(k -> weight(k) + " * x_" + k)
            .collect(Collectors.joining(" + "));
    return "SELECT i AS ids, "
        + uniform(9_999)
        + " < 1 / (1 + exp(2 - ("
        + score
        + "))) AS \"default\", * EXCLUDE (i) FROM (SELECT i, "
        + columns
        + " FROM range("
        + rows
        + ") t(i))";
  }

  private static double weight(int feature) {
    return (feature % 7 - 3) / 10.0;
  }

  /// Reads the parquet file again and writes its rows as numpy's own files, in the file's order.
  private void writeNumpy(Path folder) throws SQLException, IOException {
    String columns =
        IntStream.range(0, features).mapToObj(k -> "x_" + k).collect(Collectors.joining(", "));
    String select =
        "SELECT \"default\"::DOUBLE, " + columns + " FROM read_parquet(" + DuckDb.quoted(out) + ")";
    ByteBuffer block =
        ByteBuffer.allocate(BLOCK_ROWS * features * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (Connection connection = DuckDb.openStreaming();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(select);
        DataOutputStream x = numpyFile(folder.resolve("X.npy"), "<f8", rows + ", " + features);
        DataOutputStream y = numpyFile(folder.resolve("y.npy"), "|i1", rows + ",")) {
      while (result.next()) {
        y.writeByte((int) result.getDouble(1));
        for (int k = 0; k < features; k++) {
          block.putDouble(result.getDouble(k + 2));
        }
        if (!block.hasRemaining()) {
          x.write(block.array(), 0, block.position());
          block.clear();
        }
      }
      x.write(block.array(), 0, block.position());
    }
  }

  /// A file of numpy's format 1.0: magic, length of the header, header, values.
  private static DataOutputStream numpyFile(Path file, String type, String shape)
      throws IOException {
    String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }";
    int padding = 64 - (10 + header.length() + 1) % 64;
    byte[] text = (header + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
    DataOutputStream stream =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 20));
    stream.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    stream.writeByte(text.length & 0xff);
    stream.writeByte(text.length >> 8);
    stream.write(text);
    return stream;
  }
}
