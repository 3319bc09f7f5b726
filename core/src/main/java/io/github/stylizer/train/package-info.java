/** What the trainers of all methods share: the optimiser and what is written about a run. */
package io.github.stylizer.train;
