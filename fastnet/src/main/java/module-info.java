/** Style transfer by one network per style (arXiv 1603.08155). */
module io.github.stylizer.fastnet {
  requires transitive io.github.stylizer.core;

  exports io.github.stylizer.fastnet;

  provides io.github.stylizer.StyleMethod with
      io.github.stylizer.fastnet.FastNetMethod;
}
