/** Training pictures: the files of a folder, and batches of crops made in the background. */
package io.github.stylizer.data;
