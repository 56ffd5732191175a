/// Whole-system tests: the command as a process of its own, looked at from outside.
@NullMarked
package dev.revue.e2e;

import org.jspecify.annotations.NullMarked;
