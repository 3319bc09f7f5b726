package io.github.stylizer.metanet;

import ai.djl.repository.zoo.ModelZoo;
import java.util.Set;

/** The bundled styles as models of DJL. */
final class StyleZoo extends ModelZoo {
  static final String GROUP = "io.github.stylizer";
  static final String ENGINE = "PyTorch";

  StyleZoo() {
    StyleGallery.styles().forEach(style -> addModel(new StyleZooLoader(style.name())));
  }

  @Override
  public String getGroupId() {
    return GROUP;
  }

  @Override
  public Set<String> getSupportedEngines() {
    return Set.of(ENGINE);
  }
}
