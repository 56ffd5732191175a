/// How each source is doing, for an operator.
@NullMarked
package dev.revue.ingest.status;

import org.jspecify.annotations.NullMarked;
