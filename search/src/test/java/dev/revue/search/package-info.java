@NullMarked
package dev.revue.search;

import org.jspecify.annotations.NullMarked;
