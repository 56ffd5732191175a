/// `REVUE_*` environment variables into one record per stage, all mistakes reported at once.
@NullMarked
package dev.revue.common.settings;

import org.jspecify.annotations.NullMarked;
