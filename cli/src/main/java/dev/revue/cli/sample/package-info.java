/// The sample site: invented publishers, real films, served over real HTTP.
@NullMarked
package dev.revue.cli.sample;

import org.jspecify.annotations.NullMarked;
