/// The parquet engine, DuckDB: opened with limits to read and write the files it is given and
/// nothing else, what a file says of itself, and what its errors mean.
@NullMarked
package credence.engine;

import org.jspecify.annotations.NullMarked;
