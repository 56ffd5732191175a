@NullMarked
package dev.revue.embedded;

import org.jspecify.annotations.NullMarked;
