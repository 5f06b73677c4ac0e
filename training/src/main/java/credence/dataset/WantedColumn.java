package credence.dataset;

import credence.model.Feature;
import credence.model.ModelSpec;
import java.util.ArrayList;
import java.util.List;

/// A column that a model spec requires in every training set, and its use.
///
/// @param name the column's name
/// @param use its use
record WantedColumn(String name, Use use) {
  /// The use of a column.
  enum Use {
    /// The customer's id.
    ID,
    /// The outcome.
    TARGET,
    /// A feature of type number.
    NUMBER,
    /// A feature of type boolean.
    BOOLEAN,
    /// A feature of type category.
    CATEGORY,
    /// A column by which the model is evaluated.
    GROUP,
    /// The date of the application.
    DATE,
    /// The pandas index.
    INDEX
  }

  /// The columns that a spec needs, in the order id, target, features, groups, date.
  static List<WantedColumn> of(ModelSpec spec) {
    List<WantedColumn> wanted = new ArrayList<>();
    wanted.add(new WantedColumn(spec.idColumn(), Use.ID));
    wanted.add(new WantedColumn(spec.target().column(), Use.TARGET));
    for (Feature feature : spec.features()) {
      Use use =
          switch (feature.type()) {
            case NUMBER -> Use.NUMBER;
            case BOOLEAN -> Use.BOOLEAN;
            case CATEGORY -> Use.CATEGORY;
          };
      wanted.add(new WantedColumn(feature.name(), use));
    }
    spec.groups().forEach(group -> wanted.add(new WantedColumn(group, Use.GROUP)));
    if (spec.outcomeWindow() != null) {
      wanted.add(new WantedColumn(spec.outcomeWindow().applicationDateColumn(), Use.DATE));
    }
    return wanted;
  }
}
