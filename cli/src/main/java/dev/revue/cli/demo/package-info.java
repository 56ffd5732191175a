/// Everything in one process: servers, sample site, stages, and what a person sees of them.
@NullMarked
package dev.revue.cli.demo;

import org.jspecify.annotations.NullMarked;
