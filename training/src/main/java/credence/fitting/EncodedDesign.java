package credence.fitting;

import credence.dataset.RawValues;
import credence.dataset.TrainingTable;
import credence.logistic.Design;
import credence.model.Encoding;
import credence.model.NumberEncoding;
import credence.model.ValueRule;
import java.util.List;

/// The rows of one side as a solver reads them: encoded on the fly from the table, never stored.
final class EncodedDesign implements Design {
  private final List<Encoding> encodings;
  private final List<RawValues> values;
  private final List<String> columnNames;
  private final int[] rows;

  /// A design over some rows of a table; none of their cells may be rejected by its encoding.
  EncodedDesign(TrainingTable table, List<Encoding> encodings, int[] rows) {
    this.encodings = List.copyOf(encodings);
    this.values =
        RawValues.of(
            table,
            encodings.stream().map(encoding -> encoding.input(ValueRule.CANONICAL)).toList());
    this.columnNames =
        encodings.stream().flatMap(encoding -> encoding.columnNames().stream()).toList();
    this.rows = rows;
  }

  @Override
  public List<String> columnNames() {
    return columnNames;
  }

  @Override
  public int rows() {
    return rows.length;
  }

  @Override
  public int fill(int block, double[][] columns) {
    int from = block * BLOCK_ROWS;
    int count = Math.min(BLOCK_ROWS, rows.length - from);
    int offset = 0;
    for (int i = 0; i < encodings.size(); i++) {
      Encoding encoding = encodings.get(i);
      int width = encoding.columns();
      if (width > 0) {
        // The raw values are kept temporarily in the place of the feature's first encoded column.
        double[] raw = columns[offset];
        values.get(i).gather(rows, from, count, raw);
        encode(encoding, raw, count, columns, offset);
      }
      offset += width;
    }
    return count;
  }

  private static void encode(
      Encoding encoding, double[] raw, int count, double[][] columns, int offset) {
    if (encoding instanceof NumberEncoding number) {
      for (int row = 0; row < count; row++) {
        raw[row] = number.encode(raw[row]);
      }
      return;
    }
    int width = encoding.columns();
    double[] cells = new double[width];
    for (int row = 0; row < count; row++) {
      encoding.encode(raw[row], cells, 0);
      for (int column = 0; column < width; column++) {
        columns[offset + column][row] = cells[column];
      }
    }
  }
}
