package credence.model;

import org.jspecify.annotations.Nullable;

/// Something about the data or the fit that whoever relies on the model should know.
///
/// @param code what it is, stable, in lower case with hyphens, for example `missing-targets`
/// @param column the column that it is about; null: none in particular
/// @param count how many rows, customers or values it concerns, at least 0
/// @param consequence what it means, in plain words; never a customer's value
public record Finding(String code, @Nullable String column, long count, String consequence) {}
