@NullMarked
package credence.chart;

import org.jspecify.annotations.NullMarked;
