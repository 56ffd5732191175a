/// `revue`, the command: one class for each thing that an operator does.
@NullMarked
package dev.revue.cli;

import org.jspecify.annotations.NullMarked;
