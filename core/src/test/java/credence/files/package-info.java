/// Tests of what all files of a home are read and written by.
@NullMarked
package credence.files;

import org.jspecify.annotations.NullMarked;
