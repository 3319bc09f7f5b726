/** Style transfer by a network that generates the weights of another (arXiv 1709.04111). */
module io.github.stylizer.metanet {
  requires transitive io.github.stylizer.core;
  requires io.github.stylizer.vgg;

  exports io.github.stylizer.metanet;

  provides ai.djl.repository.zoo.ZooProvider with
      io.github.stylizer.metanet.StyleZooProvider;
  provides io.github.stylizer.StyleMethod with
      io.github.stylizer.metanet.MetaNetMethod;
}
