/// CSV files before the engine reads them: their dialect, and whether every record and cell is
/// valid, with the line of each one that is not.
@NullMarked
package credence.csv;

import org.jspecify.annotations.NullMarked;
