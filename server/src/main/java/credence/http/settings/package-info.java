/// What can be set about the server and its admin port: a record for each concern, each default
/// stated once.
@NullMarked
package credence.http.settings;

import org.jspecify.annotations.NullMarked;
