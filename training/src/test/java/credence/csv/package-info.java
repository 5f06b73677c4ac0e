/// Tests of CSV files.
@NullMarked
package credence.csv;

import org.jspecify.annotations.NullMarked;
