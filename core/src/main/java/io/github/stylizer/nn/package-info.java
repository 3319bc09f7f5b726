/** What networks are made of: weights and programs that run them. */
package io.github.stylizer.nn;
