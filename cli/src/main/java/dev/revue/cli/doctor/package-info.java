/// What `revue doctor` looks at, and how it says what is wrong with it.
@NullMarked
package dev.revue.cli.doctor;

import org.jspecify.annotations.NullMarked;
