package io.github.stylizer.metanet;

import ai.djl.repository.zoo.ModelZoo;
import ai.djl.repository.zoo.ZooProvider;

/**
 * Offers the styles of the {@link StyleGallery} to DJL as a model zoo, whose group is {@code
 * io.github.stylizer} and whose artifacts are the names of the styles. Nothing is downloaded.
 *
 * <pre>{@code
 * Criteria<Image, Image> criteria =
 *     Criteria.builder()
 *         .setTypes(Image.class, Image.class)
 *         .optGroupId("io.github.stylizer")
 *         .optArtifactId("great-wave")
 *         .build();
 * try (ZooModel<Image, Image> model = criteria.loadModel();
 *     Predictor<Image, Image> predictor = model.newPredictor()) {
 *   Image painted = predictor.predict(ImageFactory.getInstance().fromImage(photo));
 * }
 * }</pre>
 *
 * <p>DJL asks its own server for what a URL {@code djl://…} names, whatever the zoo, so styles have
 * no such URL; for djl-serving there is {@link MetaNetBlockFactory}.
 */
public final class StyleZooProvider implements ZooProvider {
  /** Creates the provider, for {@link java.util.ServiceLoader}. */
  public StyleZooProvider() {}

  @Override
  public String getName() {
    return "Stylizer";
  }

  @Override
  public ModelZoo getModelZoo() {
    return new StyleZoo();
  }
}
