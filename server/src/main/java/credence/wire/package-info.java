/// An applicant's JSON form: bytes in, a vector of raw values out; and the answers' bytes. Knows
/// neither HTTP nor models: which inputs there are it takes from the plan's layout.
@NullMarked
package credence.wire;

import org.jspecify.annotations.NullMarked;
