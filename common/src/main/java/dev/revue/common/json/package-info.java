/// The one JSON mapping of events.
@NullMarked
package dev.revue.common.json;

import org.jspecify.annotations.NullMarked;
