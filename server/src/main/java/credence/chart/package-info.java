/// Pictures of figures as SVG text; knows nothing of models. The page that holds a picture gives
/// the colours, by the classes that [credence.chart.Ink] names.
@NullMarked
package credence.chart;

import org.jspecify.annotations.NullMarked;
