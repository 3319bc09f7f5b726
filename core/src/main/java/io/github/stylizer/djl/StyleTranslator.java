package io.github.stylizer.djl;

import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import io.github.stylizer.tensor.ImageTensors;

/** Converts DJL's images to arrays and back; DJL stacks and unstacks the batch. */
final class StyleTranslator implements Translator<Image, Image> {

  @Override
  public NDList processInput(TranslatorContext context, Image photo) {
    NDArray levels =
        photo
            .toNDArray(context.getNDManager(), Image.Flag.COLOR)
            .transpose(2, 0, 1)
            .expandDims(0)
            .toType(DataType.FLOAT32, false);
    return new NDList(ImageTensors.fromLevels(levels).squeeze(0));
  }

  @Override
  public Image processOutput(TranslatorContext context, NDList painted) {
    NDArray levels = ImageTensors.toLevels(painted.singletonOrThrow().expandDims(0));
    return ImageFactory.getInstance().fromNDArray(levels.round().clip(0, 255).squeeze(0));
  }
}
