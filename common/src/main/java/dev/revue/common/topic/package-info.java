/// The topics: names, partitions, cleanup; how keys find their partition; applying and checking
/// them.
@NullMarked
package dev.revue.common.topic;

import org.jspecify.annotations.NullMarked;
