/// The data plane: which versions are live, which of them answers, and what each predicts. It knows
/// no HTTP and no JSON, and could be called from anywhere.
@NullMarked
package credence.prediction;

import org.jspecify.annotations.NullMarked;
