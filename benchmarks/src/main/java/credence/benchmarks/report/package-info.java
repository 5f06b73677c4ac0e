/// From measured figures to a table with ratios and an SVG plot.
@NullMarked
package credence.benchmarks.report;

import org.jspecify.annotations.NullMarked;
