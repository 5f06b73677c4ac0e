/// The stored state of training sets and training runs: profiles, requests, progress and outcomes,
/// as small JSON files. A server, which cannot read parquet, relies on them.
@NullMarked
package credence.run;

import org.jspecify.annotations.NullMarked;
