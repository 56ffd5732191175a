/// Dead letters for an operator: what lies there and why, and putting them right.
@NullMarked
package dev.revue.cli.dlq;

import org.jspecify.annotations.NullMarked;
