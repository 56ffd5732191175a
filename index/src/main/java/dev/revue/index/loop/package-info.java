/// Kafka's side: one thread that owns the consumer, watermarks and dead letters.
@NullMarked
package dev.revue.index.loop;

import org.jspecify.annotations.NullMarked;
