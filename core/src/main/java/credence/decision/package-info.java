/// Records of decisions (the request, the versions that scored it, their probabilities) and the log
/// that receives them before an answer is sent.
@NullMarked
package credence.decision;

import org.jspecify.annotations.NullMarked;
