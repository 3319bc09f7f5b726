package io.github.stylizer.vgg;

/** How a VGG downsamples its feature maps. */
public enum Pooling {
  /** The maximum of four neighbors, as the network was trained. */
  MAX("torch.max_pool2d"),
  /** The mean of four neighbors, which Gatys et al. found to look slightly better. */
  AVERAGE("torch.avg_pool2d");

  private final String operator;

  Pooling(String operator) {
    this.operator = operator;
  }

  /** The operator in TorchScript. */
  String operator() {
    return operator;
  }
}
