/// Liveness, readiness and metrics of a stage over HTTP.
@NullMarked
package dev.revue.common.health;

import org.jspecify.annotations.NullMarked;
