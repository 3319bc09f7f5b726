package io.github.stylizer.examples;

import io.github.stylizer.ProgressListener;
import io.github.stylizer.StyleMethod;
import io.github.stylizer.StyleModel;
import io.github.stylizer.Stylizer;
import io.github.stylizer.WeightedStyle;
import io.github.stylizer.vgg.Vgg;
import java.io.IOException;
import java.util.List;

/**
 * Paints like paintings, with a method that learns them first.
 *
 * @param network what the method computes with; null if it brings its own
 */
record MethodPainter(List<WeightedStyle> paintings, StyleMethod method, Vgg network)
    implements Painter {

  @Override
  public StyleModel prepare(ProgressListener listener) throws IOException {
    return method.prepare(paintings, listener);
  }

  @Override
  public Stylizer ofPaintings() {
    return Stylizer.blend(paintings).with(method);
  }

  @Override
  public void close() {
    if (network != null) {
      network.close();
    }
  }
}
