/// Training sets: parquet files read into memory column by column, checked against a model spec.
@NullMarked
package credence.trainingset;

import org.jspecify.annotations.NullMarked;
