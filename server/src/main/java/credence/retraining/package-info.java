/// Training sets as they arrive and training runs as they are asked for: watched, queued and
/// started as processes of their own, so that the server itself never reads parquet. Knows no HTTP.
@NullMarked
package credence.retraining;

import org.jspecify.annotations.NullMarked;
