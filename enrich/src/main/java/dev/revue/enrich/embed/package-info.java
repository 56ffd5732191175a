/// Reviews to vectors of their meaning, in a lane of their own.
@NullMarked
package dev.revue.enrich.embed;

import org.jspecify.annotations.NullMarked;
