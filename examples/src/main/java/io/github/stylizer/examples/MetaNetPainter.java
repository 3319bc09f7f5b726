package io.github.stylizer.examples;

import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.StyleCode;
import io.github.stylizer.StyleModel;
import io.github.stylizer.Stylizer;
import io.github.stylizer.metanet.MetaNet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Paints like paintings and style codes with a MetaNet.
 *
 * @param extractor what the network reads paintings with; null if it brings its own encoder
 */
record MetaNetPainter(List<MetaNetStyle> styles, MetaNet network, FeatureExtractor extractor)
    implements Painter {

  @Override
  public StyleModel prepare(ProgressListener listener) throws IOException {
    List<StyleCode> codes = new ArrayList<>();
    for (MetaNetStyle style : styles) {
      codes.add(style.code(network));
    }
    return network.style(
        StyleCode.blend(codes, styles.stream().map(MetaNetStyle::weight).toList()));
  }

  @Override
  public Stylizer ofPaintings() {
    return Stylizer.blend(styles.stream().map(MetaNetStyle::weightedPainting).toList())
        .with(network);
  }

  @Override
  public void close() {
    network.close();
    if (extractor != null) {
      extractor.close();
    }
  }
}
