/// The parquet engine, DuckDB: opened with limits and access to the given files only; schemas of
/// files, and the meaning of the engine's errors.
@NullMarked
package credence.engine;

import org.jspecify.annotations.NullMarked;
