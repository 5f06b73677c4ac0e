/// Training sets in memory: parquet and CSV files, checked against a model spec, in columns of
/// primitives; and scoring of files.
@NullMarked
package credence.dataset;

import org.jspecify.annotations.NullMarked;
