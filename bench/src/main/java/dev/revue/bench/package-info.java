/// Measurements as ratios against a peer or a ceiling in the same run.
@NullMarked
package dev.revue.bench;

import org.jspecify.annotations.NullMarked;
