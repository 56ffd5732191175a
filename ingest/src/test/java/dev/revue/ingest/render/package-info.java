@NullMarked
package dev.revue.ingest.render;

import org.jspecify.annotations.NullMarked;
