package io.github.stylizer.vgg;

import io.github.stylizer.vgg.download.WeightsOrigin;

/**
 * The two VGG networks whose ImageNet weights torchvision publishes; from Simonyan and Zisserman,
 * <a href="https://arxiv.org/abs/1409.1556">arXiv 1409.1556</a>, configurations D and E.
 */
public enum VggVariant {
  /** Thirteen convolutions and three fully connected layers. */
  VGG16(
      new WeightsOrigin(
          "vgg16",
          "vgg16-397923af.pth",
          553_433_881L,
          "397923af8e79cdbb6a7127f12361acd7a2f83e06b05044ddf496e83de57a5bf0")),

  /** Sixteen convolutions and three fully connected layers. */
  VGG19(
      new WeightsOrigin(
          "vgg19",
          "vgg19-dcbb9e9d.pth",
          574_673_361L,
          "dcbb9e9dad569fff7a846263a77324fc34978fea2bfb039c012d710e1776ae44"));

  private final WeightsOrigin origin;

  VggVariant(WeightsOrigin origin) {
    this.origin = origin;
  }

  /** The file that torchvision publishes. */
  WeightsOrigin origin() {
    return origin;
  }
}
