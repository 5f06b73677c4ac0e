/// What training sets and training runs leave in a home for others to read: profiles, requests,
/// progress and outcomes, as small JSON files. A server that cannot read parquet knows its sets and
/// its runs by them.
@NullMarked
package credence.run;

import org.jspecify.annotations.NullMarked;
