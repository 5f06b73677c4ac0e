package credence.training;

import credence.model.CategoryEncoding;
import credence.model.Encoding;
import credence.trainingset.NumberColumn;
import credence.trainingset.TrainingTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One feature's raw values as an encoding has them: the table's own numbers and truth values, and
/// the table's codes of levels turned into the encoding's.
///
/// Safe to read from any number of threads.
final class RawValues {
  private final NumberColumn column;

  /// For each of the table's codes the encoding's raw value; empty for other types.
  private final double[] levelOfCode;

  private RawValues(NumberColumn column, double[] levelOfCode) {
    this.column = column;
    this.levelOfCode = levelOfCode;
  }

  /// The values that an encoding reads.
  static RawValues of(TrainingTable table, Encoding encoding) {
    NumberColumn column = table.feature(encoding.name());
    if (!(encoding instanceof CategoryEncoding category)) {
      return new RawValues(column, new double[0]);
    }
    Map<String, Integer> levels = new HashMap<>();
    category.levels().forEach(level -> levels.put(level, levels.size()));
    return new RawValues(
        column,
        table.levels(encoding.name()).stream()
            .mapToDouble(text -> levels.getOrDefault(text, (int) CategoryEncoding.UNSEEN))
            .toArray());
  }

  /// The values that some encodings read, in their order.
  static List<RawValues> of(TrainingTable table, List<Encoding> encodings) {
    return encodings.stream().map(encoding -> of(table, encoding)).toList();
  }

  /// Writes the raw values of some rows, NaN where missing; see [NumberColumn#gather].
  void gather(int[] rows, int from, int count, double[] into) {
    column.gather(rows, from, count, into);
    if (levelOfCode.length > 0) {
      for (int i = 0; i < count; i++) {
        if (!Double.isNaN(into[i])) {
          into[i] = levelOfCode[(int) into[i]];
        }
      }
    }
  }

  /// Whether no row at all is without a value.
  boolean complete() {
    return column.missing() == 0;
  }
}
