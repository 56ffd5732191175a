@NullMarked
package dev.revue.ingest.robots;

import org.jspecify.annotations.NullMarked;
