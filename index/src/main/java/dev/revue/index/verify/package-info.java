/// Holds an index against the log: what each says of every document, and where they differ.
@NullMarked
package dev.revue.index.verify;

import org.jspecify.annotations.NullMarked;
