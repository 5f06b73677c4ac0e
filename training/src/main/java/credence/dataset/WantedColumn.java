package credence.dataset;

import credence.csv.CellType;
import credence.csv.WantedCells;
import credence.model.Feature;
import credence.model.FeatureType;
import credence.model.ModelSpec;
import credence.model.OutcomeValues;
import credence.model.ValueRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A column that a model spec requires in every training set, and its use.
///
/// @param name the column's name
/// @param use its use
/// @param outcomes the meaning of its values if it is a [Use#LISTED_TARGET]; otherwise null
record WantedColumn(String name, Use use, @Nullable OutcomeValues outcomes) {
  WantedColumn(String name, Use use) {
    this(name, use, null);
  }

  /// The use of a column.
  enum Use {
    /// The customer's id.
    ID,
    /// The features of a row, which identify it if there are no ids.
    ROW,
    /// The outcome, true and false or 1 and 0.
    TARGET,
    /// The outcome, as values that the spec lists.
    LISTED_TARGET,
    /// A feature of type number.
    NUMBER,
    /// A feature of type boolean.
    BOOLEAN,
    /// A feature of type category, read by [ValueRule#CANONICAL].
    CATEGORY,
    /// A feature of type category, read by [ValueRule#LITERAL].
    LITERAL_CATEGORY,
    /// A column by which the model is evaluated.
    GROUP,
    /// The date of the application.
    DATE,
    /// The pandas index.
    INDEX;

    /// The use of a feature's column.
    static Use of(FeatureType type, ValueRule rule) {
      return switch (type) {
        case NUMBER -> NUMBER;
        case BOOLEAN -> BOOLEAN;
        case CATEGORY ->
            switch (rule) {
              case CANONICAL -> CATEGORY;
              case LITERAL -> LITERAL_CATEGORY;
            };
      };
    }
  }

  private WantedCells cells() {
    CellType type =
        switch (use) {
          case NUMBER -> CellType.NUMBER;
          case BOOLEAN, TARGET -> CellType.BOOLEAN;
          case LISTED_TARGET -> CellType.OUTCOME;
          case DATE -> CellType.DATE;
          case ID, ROW, CATEGORY, LITERAL_CATEGORY, GROUP, INDEX -> CellType.TEXT;
        };
    return new WantedCells(name, type, outcomes);
  }

  /// What the cells of columns must be in a CSV file.
  static List<WantedCells> cells(List<WantedColumn> columns) {
    return columns.stream().map(WantedColumn::cells).toList();
  }

  /// Whether it is a feature.
  boolean isFeature() {
    return switch (use) {
      case NUMBER, BOOLEAN, CATEGORY, LITERAL_CATEGORY -> true;
      case ID, ROW, TARGET, LISTED_TARGET, GROUP, DATE, INDEX -> false;
    };
  }

  /// The columns that a spec needs, in the order id, target, features, groups, date.
  ///
  /// @param rule how a feature's values that are not strings are read
  static List<WantedColumn> of(ModelSpec spec, ValueRule rule) {
    List<WantedColumn> wanted = new ArrayList<>();
    if (spec.idColumn() != null) {
      wanted.add(new WantedColumn(spec.idColumn(), Use.ID));
    }
    OutcomeValues outcomes = spec.target().values();
    wanted.add(
        new WantedColumn(
            spec.target().column(), outcomes == null ? Use.TARGET : Use.LISTED_TARGET, outcomes));
    for (Feature feature : spec.features()) {
      wanted.add(new WantedColumn(feature.name(), Use.of(feature.type(), rule)));
    }
    spec.groups().forEach(group -> wanted.add(new WantedColumn(group, Use.GROUP)));
    if (spec.outcomeWindow() != null) {
      wanted.add(new WantedColumn(spec.outcomeWindow().applicationDateColumn(), Use.DATE));
    }
    return wanted;
  }
}
