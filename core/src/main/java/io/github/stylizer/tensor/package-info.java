/** Between pictures and the arrays that networks take. */
package io.github.stylizer.tensor;
