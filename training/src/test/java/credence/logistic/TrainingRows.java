package credence.logistic;

import credence.exercise.Exercise;
import credence.splitting.NumpySplit;
import credence.splitting.Side;
import credence.splitting.Split;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Rows to fit: a design with its labels.
record TrainingRows(List<String> names, List<double[]> columns, BitSet positive) {
  /// The exercise's 853 training rows.
  static TrainingRows ofExercise() throws SQLException {
    List<Exercise.Row> rows = Exercise.rows();
    Split split =
        new NumpySplit(1, 0.25).byIndex(rows.stream().mapToLong(Exercise.Row::index).toArray());
    List<Exercise.Row> training = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      if (split.side(row) == Side.TRAINING) {
        training.add(rows.get(row));
      }
    }
    List<double[]> columns = new ArrayList<>();
    for (int score = 0; score < 4; score++) {
      int column = score;
      columns.add(training.stream().mapToDouble(row -> row.scores().get(column)).toArray());
    }
    BitSet positive = new BitSet();
    IntStream.range(0, training.size())
        .filter(row -> training.get(row).defaulted())
        .forEach(positive::set);
    return new TrainingRows(List.of("score_3", "score_4", "score_5", "score_6"), columns, positive);
  }

  /// Rows drawn from a logistic model, each column with its own mean and spread.
  ///
  /// @param spreads the columns' standard deviations; their means are three times these
  static TrainingRows generated(long seed, int rows, double... spreads) {
    SplittableRandom random = new SplittableRandom(seed);
    List<double[]> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int j = 0; j < spreads.length; j++) {
      columns.add(new double[rows]);
      names.add("x" + j);
    }
    BitSet positive = new BitSet();
    for (int row = 0; row < rows; row++) {
      double score = -1;
      for (int j = 0; j < spreads.length; j++) {
        double value = random.nextGaussian();
        score += value * (0.5 - 0.3 * j);
        columns.get(j)[row] = spreads[j] * (3 + value);
      }
      positive.set(row, random.nextDouble() < 1 / (1 + Math.exp(-score)));
    }
    return new TrainingRows(names, columns, positive);
  }

  /// The same rows with a further column.
  TrainingRows with(String name, double[] column) {
    List<String> moreNames = new ArrayList<>(names);
    moreNames.add(name);
    List<double[]> moreColumns = new ArrayList<>(columns);
    moreColumns.add(column);
    return new TrainingRows(moreNames, moreColumns, positive);
  }

  int rows() {
    return columns.getFirst().length;
  }

  Design design() {
    return new InMemoryDesign(names, columns.toArray(double[][]::new));
  }

  Labels labels() {
    return Labels.of(positive, rows());
  }
}
