/// What the index would say to records, without writing to it.
@NullMarked
package dev.revue.index.rehearsal;

import org.jspecify.annotations.NullMarked;
