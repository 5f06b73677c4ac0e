/// Charts as SVG text, independent of models. Colours are defined by the style sheet of the page,
/// for the classes in [credence.chart.SeriesStyle].
@NullMarked
package credence.chart;

import org.jspecify.annotations.NullMarked;
