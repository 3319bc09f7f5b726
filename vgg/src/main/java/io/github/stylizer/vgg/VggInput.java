package io.github.stylizer.vgg;

/** What the first convolution of a VGG was trained on. Weights files do not say it. */
public enum VggInput {
  /** RGB, normalized with the mean and standard deviation of ImageNet: torchvision's weights. */
  TORCHVISION,

  /**
   * BGR, levels of 0 … 255 minus those of ImageNet's mean: the original weights of Caffe. Their
   * feature maps are larger, and losses grow with them.
   */
  CAFFE
}
