/** Style transfer by optimizing the result itself (arXiv 1508.06576). */
module io.github.stylizer.gatys {
  requires transitive io.github.stylizer.core;
  requires io.github.stylizer.vgg;

  exports io.github.stylizer.gatys;

  provides io.github.stylizer.StyleMethod with
      io.github.stylizer.gatys.GatysMethod,
      io.github.stylizer.gatys.NnstMethod;
}
