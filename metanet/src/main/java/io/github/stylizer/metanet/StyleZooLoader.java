package io.github.stylizer.metanet;

import ai.djl.Application;
import ai.djl.Model;
import ai.djl.repository.MRL;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelLoader;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorFactory;
import ai.djl.util.Progress;
import io.github.stylizer.Style;
import io.github.stylizer.djl.StyleTranslatorFactory;
import io.github.stylizer.internal.torch.PyTorchEngine;
import java.io.IOException;
import java.util.Map;

/** Loads one bundled style for DJL. */
final class StyleZooLoader implements ModelLoader {
  private final String style;

  StyleZooLoader(String style) {
    this.style = style;
  }

  @Override
  public String getGroupId() {
    return StyleZoo.GROUP;
  }

  @Override
  public String getArtifactId() {
    return style;
  }

  @Override
  public Application getApplication() {
    return Application.CV.IMAGE_GENERATION;
  }

  /** Names the style. There is no repository: the style is in the jar. */
  @Override
  public MRL getMrl() {
    return MRL.model(null, getApplication(), StyleZoo.GROUP, style, null, style);
  }

  /**
   * Prepares the style.
   *
   * @throws ModelNotFoundException if no style was asked for by name: a search for any model with
   *     these types must not find the first of many styles
   */
  @Override
  public <I, O> ZooModel<I, O> loadModel(Criteria<I, O> criteria)
      throws IOException, ModelNotFoundException {
    if (!style.equals(criteria.getArtifactId())) {
      throw new ModelNotFoundException(
          "a style is chosen by name: set the artifact to " + style + " or another style");
    }
    TranslatorFactory given = criteria.getTranslatorFactory();
    TranslatorFactory factory = given == null ? new StyleTranslatorFactory() : given;
    Class<I> input = criteria.getInputClass();
    Class<O> output = criteria.getOutputClass();
    if (!factory.isSupported(input, output)) {
      throw new ModelNotFoundException(
          "the style " + style + " cannot make " + output.getName() + " of " + input.getName());
    }
    Model model = PyTorchEngine.newModel(style, criteria.getDevice());
    try {
      model.setBlock(MetaNetBlockFactory.block(model, Style.of(style)));
      return new ZooModel<>(model, factory.newInstance(input, output, model, Map.of()));
    } catch (TranslateException e) {
      model.close();
      throw new ModelNotFoundException("there is no translator for the style " + style, e);
    } catch (IOException | RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /** Always true. */
  @Override
  public <I, O> boolean isDownloaded(Criteria<I, O> criteria) {
    return true;
  }

  /** Does nothing: the styles are in the jar. */
  @Override
  public <I, O> void downloadModel(Criteria<I, O> criteria, Progress progress) {}

  @Override
  public String toString() {
    return StyleZoo.GROUP + ":" + style;
  }
}
