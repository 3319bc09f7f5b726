/** An application that names what it needs of Stylizer. */
module modular {
  requires io.github.stylizer.metanet;
}
