/// The index → a web page for people and the same as JSON.
@NullMarked
package dev.revue.search;

import org.jspecify.annotations.NullMarked;
