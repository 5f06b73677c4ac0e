/// Resources of both ports: versions and their documents, health, metrics, the OpenAPI document,
/// and explanations of problem types.
@NullMarked
package credence.http.info;

import org.jspecify.annotations.NullMarked;
