package credence.csv;

import credence.model.OutcomeValues;
import org.jspecify.annotations.Nullable;

/// What the cells of a column must be, by a use of the column.
///
/// @param column the column's name
/// @param type the type of its cells
/// @param outcomes the values that are allowed if the type is [CellType#OUTCOME]; otherwise null
public record WantedCells(String column, CellType type, @Nullable OutcomeValues outcomes) {}
