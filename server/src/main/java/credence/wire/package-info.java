/// Codecs: bytes in, a vector of an applicant's raw values out; and the bytes of answers and
/// problems. Credence's own codec, which is JSON, and what any other one implements. Knows neither
/// HTTP nor models: which inputs there are it takes from the plan's layout.
@NullMarked
package credence.wire;

import org.jspecify.annotations.NullMarked;
