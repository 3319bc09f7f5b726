/** Training images: the files of a folder, and batches of crops prepared by background threads. */
package io.github.stylizer.internal.data;
