/// Training in memory: from parquet files and a model spec to a model version; and the comparison
/// of two versions on rows that neither has seen.
@NullMarked
package credence.training;

import org.jspecify.annotations.NullMarked;
