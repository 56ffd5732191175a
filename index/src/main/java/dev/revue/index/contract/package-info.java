/// Templates, indices and aliases: putting them there, and holding what is there against the
/// contract.
@NullMarked
package dev.revue.index.contract;

import org.jspecify.annotations.NullMarked;
