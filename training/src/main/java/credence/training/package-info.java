/// A training run: from parquet files and a model spec to everything that makes a model version.
@NullMarked
package credence.training;

import org.jspecify.annotations.NullMarked;
