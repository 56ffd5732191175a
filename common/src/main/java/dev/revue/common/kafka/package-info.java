/// Kafka clients with the settings that the delivery promise needs, and the loops around them.
@NullMarked
package dev.revue.common.kafka;

import org.jspecify.annotations.NullMarked;
