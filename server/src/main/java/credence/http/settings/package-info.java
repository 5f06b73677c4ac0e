/// Settings of the server and its admin port: one record for each concern, each default stated
/// once.
@NullMarked
package credence.http.settings;

import org.jspecify.annotations.NullMarked;
