package credence.fitting;

import credence.dataset.TrainingTable;
import credence.model.Encoding;
import credence.model.Finding;
import credence.screening.ScreenedRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/// Finds features that are the same or nearly linear functions of each other, in the correlations
/// of their encoded columns over the screened rows, weighted by the customers that they represent.
///
/// Two features are duplicates if each column of one has a correlation of ±1 with a column of the
/// other. Of duplicates, only the first is used further. The variance inflation factor of a column
/// is 1 / (1 - R²), where R² is that of its linear regression on all columns of other features: so
/// the levels of one category do not inflate each other. R² is adjusted for the number of columns;
/// with fewer than two effective rows for each column there are no factors. That of a feature is
/// the largest of its columns. Features with a factor of at least 10 (D. W. Marquardt, Generalized
/// inverses, ridge regression, biased linear estimation, and nonlinear estimation, Technometrics
/// 12, 1970) are in one finding if their correlation or partial correlation is at least 0.5.
final class Collinearity {
  private static final double INFLATION_MIN = 10;
  private static final double RELATED_MIN = 0.5;
  private static final double DUPLICATE_MIN = 1 - 1e-9;

  /// The maximum number of columns that are examined.
  private static final int COLUMNS_MAX = 1_000;

  /// Added to the diagonal of the correlations, so that exact collinearity has a finite factor.
  private static final double RIDGE = 1e-6;

  private final List<Encoding> encodings;
  private final ScreenedColumns columns;

  /// The features that are examined, and of each the columns.
  private final List<Integer> features = new ArrayList<>();

  private final List<int[]> columnsOf = new ArrayList<>();

  private Collinearity(List<Encoding> encodings, ScreenedColumns columns) {
    this.encodings = encodings;
    this.columns = columns;
    int first = 0;
    for (int feature = 0; feature < encodings.size(); feature++) {
      int end = first + encodings.get(feature).columns();
      int[] usable = IntStream.range(first, end).filter(columns::isUsable).toArray();
      if (usable.length > 0) {
        features.add(feature);
        columnsOf.add(usable);
      }
      first = end;
    }
  }

  /// The findings; computed in parallel on the threads of the caller's pool, and the same at any
  /// number of threads.
  ///
  /// @param screened a sample of the rows of the fit
  static List<Finding> findings(
      TrainingTable table, List<Encoding> encodings, ScreenedRows screened) {
    EncodedDesign design = new EncodedDesign(table, encodings, screened.rows());
    if (design.columns() < 2 || design.columns() > COLUMNS_MAX) {
      return List.of();
    }
    Collinearity collinearity =
        new Collinearity(encodings, ScreenedColumns.of(design, screened::weight));
    List<Finding> findings = new ArrayList<>();
    collinearity.addDuplicates(findings);
    collinearity.addCollinear(findings);
    return findings;
  }

  /// Adds a finding for each set of duplicates, and removes all but the first of each.
  private void addDuplicates(List<Finding> findings) {
    for (int i = 0; i < features.size(); i++) {
      List<String> others = new ArrayList<>();
      for (int k = features.size() - 1; k > i; k--) {
        if (duplicates(columnsOf.get(i), columnsOf.get(k))) {
          others.addFirst(name(k));
          features.remove(/* index */ k);
          columnsOf.remove(k);
        }
      }
      if (!others.isEmpty()) {
        findings.add(new Finding.DuplicateFeatures(name(i), columns.rows(), others));
      }
    }
  }

  private String name(int index) {
    return encodings.get(features.get(index)).name();
  }

  private boolean duplicates(int[] some, int[] others) {
    return some.length == others.length
        && Arrays.stream(some)
            .allMatch(
                j ->
                    Arrays.stream(others)
                        .anyMatch(k -> Math.abs(columns.correlation(j, k)) >= DUPLICATE_MIN));
  }

  private void addCollinear(List<Finding> findings) {
    int[] used = columnsOf.stream().flatMapToInt(Arrays::stream).toArray();
    if (used.length < 2 || columns.effectiveRows() < 2.0 * used.length) {
      return;
    }
    DMatrixRMaj inverse = new DMatrixRMaj(used.length, used.length);
    for (int i = 0; i < used.length; i++) {
      for (int k = 0; k < used.length; k++) {
        inverse.set(i, k, columns.correlation(used[i], used[k]) + (i == k ? RIDGE : 0));
      }
    }
    if (!CommonOps_DDRM.invert(inverse)) {
      return;
    }
    double[] inflation = new double[features.size()];
    int[] places = new int[features.size() + 1];
    for (int i = 0; i < inflation.length; i++) {
      places[i + 1] = places[i] + columnsOf.get(i).length;
      double others = used.length - columnsOf.get(i).length;
      double adjustment = (columns.effectiveRows() - others - 1) / (columns.effectiveRows() - 1);
      inflation[i] = adjustment * inflation(inverse, places[i], places[i + 1]);
    }
    addGroups(inflation, inverse, places, findings);
  }

  /// The largest variance inflation factor of the columns of a feature: the reciprocal of the
  /// smallest residual variance given all other features, which is the inverse of the block of the
  /// inverse.
  private static double inflation(DMatrixRMaj inverse, int from, int end) {
    DMatrixRMaj residual = CommonOps_DDRM.extract(inverse, from, end, from, end);
    if (!CommonOps_DDRM.invert(residual)) {
      return 0;
    }
    double least = 1;
    for (int i = 0; i < end - from; i++) {
      least = Math.min(least, residual.get(i, i));
    }
    return 1 / Math.max(RIDGE, least);
  }

  /// Adds a finding for each group of related features with a large factor.
  private void addGroups(
      double[] inflation, DMatrixRMaj inverse, int[] places, List<Finding> findings) {
    boolean[] done = new boolean[inflation.length];
    for (int first = 0; first < inflation.length; first++) {
      if (done[first] || inflation[first] < INFLATION_MIN) {
        continue;
      }
      List<Integer> group = new ArrayList<>(List.of(first));
      done[first] = true;
      for (int next = 0; next < group.size(); next++) {
        for (int k = 0; k < inflation.length; k++) {
          if (!done[k]
              && inflation[k] >= INFLATION_MIN
              && related(group.get(next), k, inverse, places)) {
            done[k] = true;
            group.add(k);
          }
        }
      }
      findings.add(finding(group, inflation));
    }
  }

  private Finding finding(List<Integer> group, double[] inflation) {
    int largest = group.getFirst();
    for (int member : group.stream().sorted().toList()) {
      largest = inflation[member] > inflation[largest] ? member : largest;
    }
    int column = largest;
    List<String> others =
        group.stream().filter(member -> member != column).sorted().map(this::name).toList();
    return new Finding.CollinearFeatures(name(column), columns.rows(), others, inflation[column]);
  }

  private boolean related(int one, int other, DMatrixRMaj inverse, int[] places) {
    for (int i = places[one]; i < places[one + 1]; i++) {
      for (int k = places[other]; k < places[other + 1]; k++) {
        double partial =
            Math.abs(inverse.get(i, k)) / Math.sqrt(inverse.get(i, i) * inverse.get(k, k));
        double correlation =
            Math.abs(
                columns.correlation(
                    columnsOf.get(one)[i - places[one]], columnsOf.get(other)[k - places[other]]));
        if (Math.max(partial, correlation) >= RELATED_MIN) {
          return true;
        }
      }
    }
    return false;
  }
}
