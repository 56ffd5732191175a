/// One HTTP exchange, with a limit on everything a server could do to us.
@NullMarked
package dev.revue.ingest.fetch;

import org.jspecify.annotations.NullMarked;
