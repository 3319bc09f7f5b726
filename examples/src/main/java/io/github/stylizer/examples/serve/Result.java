package io.github.stylizer.examples.serve;

/** What is painted: a picture in memory, or a film on the disk. */
interface Result {

  /** Its format, as the extension of a file. */
  String extension();

  /** Its media type. */
  String type();

  /** Bytes of memory that it takes. */
  long held();

  /** Frees what it takes on the disk. */
  default void discard() {}
}
