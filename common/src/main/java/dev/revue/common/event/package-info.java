/// What travels on the topics: one sealed interface per topic, its records nested in it.
@NullMarked
package dev.revue.common.event;

import org.jspecify.annotations.NullMarked;
