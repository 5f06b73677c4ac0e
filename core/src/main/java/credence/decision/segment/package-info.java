/// The decision log as files: segments of JSON lines that are appended to, checked and recovered.
@NullMarked
package credence.decision.segment;

import org.jspecify.annotations.NullMarked;
