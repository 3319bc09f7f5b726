package io.github.stylizer;

import io.github.stylizer.testing.StyleModelContract;

class InvertingModelTest extends StyleModelContract {
  @Override
  protected StyleModel open() {
    return new InvertingModel();
  }

  @Override
  protected int minimumSide() {
    return InvertingModel.MINIMUM_SIDE;
  }
}
