/// Watches new training sets, queues training runs, and starts checks and runs as child processes,
/// so that the server itself never reads parquet. Independent of HTTP.
@NullMarked
package credence.retraining;

import org.jspecify.annotations.NullMarked;
