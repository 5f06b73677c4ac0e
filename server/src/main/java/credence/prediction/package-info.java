/// The data plane: the live versions, the choice of the version for a request, and predictions.
/// Independent of HTTP and JSON.
@NullMarked
package credence.prediction;

import org.jspecify.annotations.NullMarked;
