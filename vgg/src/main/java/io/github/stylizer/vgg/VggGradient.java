package io.github.stylizer.vgg;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.internal.torch.ProgramArguments;
import io.github.stylizer.internal.torch.TorchProgram;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * The gradient of a function of some taps with respect to the images: one forward program, which
 * keeps every ReLU's output, and one backward. Autograd would do the same, with one more pass over
 * the largest feature maps for every tap and every ReLU.
 */
final class VggGradient implements AutoCloseable {
  private static final String FORWARD = "x: Tensor, w: List[Tensor]";
  private static final String KEPT = "List[Tensor]";
  private static final String BACKWARD =
      "x: Tensor, g: List[Tensor], s: List[Tensor], w: List[Tensor]";
  private static final String GRADIENT = "Tensor";

  private final List<Integer> tapLayers;
  private final TorchProgram forward;
  private final TorchProgram backward;

  /**
   * Compiles the programs.
   *
   * @param layers the convolutions up to the deepest tap
   * @param taps what the function depends on
   * @param pooling how feature maps are downsampled
   */
  VggGradient(
      List<VggLayers.Convolution> layers, List<String> taps, Pooling pooling, Device device) {
    Source source = Source.of(layers, taps, pooling);
    this.tapLayers = source.tapLayers();
    this.forward = TorchProgram.compile(FORWARD, KEPT, source.forward(), device);
    this.backward = TorchProgram.compile(BACKWARD, GRADIENT, source.backward(), device);
  }

  /**
   * Computes the gradient.
   *
   * @param parameters kernel, bias, kernel, bias …
   * @return attached to the manager of {@code images}
   */
  NDArray at(NDArray images, Collection<NDArray> parameters, UnaryOperator<NDList> atTaps) {
    NDManager owner = images.getManager();
    try (NDManager scratch = owner.newSubManager(images.getDevice())) {
      NDArray pictures = images.stopGradient();
      pictures.attach(scratch);
      // Nothing here is recorded, but arrays created in inference mode could not be changed or
      // recorded afterwards.
      NDList kept = forward.run(ProgramArguments.of(pictures).list("w", parameters));
      NDList taps = new NDList();
      tapLayers.forEach(layer -> taps.add(kept.get(layer)));
      ProgramArguments arguments =
          ProgramArguments.of(pictures)
              .list("g", atTaps.apply(taps))
              .list("s", kept)
              .list("w", parameters);
      NDArray result = backward.run(arguments).singletonOrThrow();
      result.attach(owner);
      return result;
    }
  }

  @Override
  public void close() {
    forward.close();
    backward.close();
  }

  /** The programs' statements. */
  private record Source(
      List<VggLayers.Convolution> layers, List<Integer> tapLayers, Pooling pooling) {

    static Source of(List<VggLayers.Convolution> layers, List<String> taps, Pooling pooling) {
      List<String> names = layers.stream().map(VggLayers.Convolution::tap).toList();
      return new Source(layers, taps.stream().map(names::indexOf).toList(), pooling);
    }

    /** Returns the ReLUs' outputs, layer by layer, then what each pooling keeps. */
    List<String> forward() {
      List<String> lines = new ArrayList<>();
      List<String> outputs = new ArrayList<>();
      List<String> pooled = new ArrayList<>();
      // memory_format 2 is torch.channels_last.
      lines.add("h = torch.contiguous(x, memory_format=2)");
      for (int i = 0; i < layers.size(); i++) {
        if (layers.get(i).pooled()) {
          String kept = String.format(Locale.ROOT, "p%d", i);
          pooled.add(kept);
          if (pooling == Pooling.MAX) {
            String index = String.format(Locale.ROOT, "i%d", i);
            pooled.add(index);
            lines.add(
                String.format(
                    Locale.ROOT,
                    "%s, %s = torch.max_pool2d_with_indices(h, [2, 2], [2, 2])",
                    kept,
                    index));
          } else {
            lines.add(
                String.format(Locale.ROOT, "%s = %s(h, [2, 2], [2, 2])", kept, pooling.operator()));
          }
          lines.add("h = " + kept);
        }
        String output = String.format(Locale.ROOT, "h%d", i);
        outputs.add(output);
        lines.add(
            String.format(
                Locale.ROOT,
                "%s = torch.relu_(torch.conv2d(h, w[%d], w[%d], [1, 1], [1, 1]))",
                output,
                2 * i,
                2 * i + 1));
        lines.add("h = " + output);
      }
      outputs.addAll(pooled);
      lines.add("return [" + String.join(", ", outputs) + "]");
      return lines;
    }

    /** From the deepest layer to the images; {@code g} are the gradients at the taps. */
    List<String> backward() {
      List<String> lines = new ArrayList<>();
      int deepest = layers.size() - 1;
      int pooled = layers.size() + keptByPoolings();
      for (int i = deepest; i >= 0; i--) {
        int tap = tapLayers.indexOf(i);
        if (i == deepest) {
          lines.add(
              String.format(Locale.ROOT, "h = torch.threshold_backward(g[%d], s[%d], 0)", tap, i));
        } else {
          if (tap >= 0) {
            lines.add(String.format(Locale.ROOT, "h = torch.add_(h, g[%d])", tap));
          }
          lines.add(
              String.format(
                  Locale.ROOT, "h = torch.threshold_backward(h, s[%d], 0, grad_input=h)", i));
        }
        // Channels-last like everything else: otherwise the gradient would be converted to its
        // layout.
        String input =
            i == 0
                ? "torch.contiguous(x, memory_format=2)"
                : String.format(Locale.ROOT, "s[%d]", i - 1);
        if (layers.get(i).pooled()) {
          pooled -= keptByPooling();
          input = String.format(Locale.ROOT, "s[%d]", pooled);
        }
        lines.add(
            String.format(
                Locale.ROOT,
                ("h, _0, _1 = torch.convolution_backward(h, %s, w[%d], None, [1, 1], [1, 1], [1, 1],"
                    + " False, [0, 0], 1, [True, False, False])"),
                input,
                2 * i));
        if (layers.get(i).pooled()) {
          lines.add(poolingBackward(i - 1, pooled + 1));
        }
      }
      lines.add("return torch.contiguous(h)");
      return lines;
    }

    private String poolingBackward(int before, int index) {
      return pooling == Pooling.MAX
          ? String.format(
              Locale.ROOT,
              ("h = torch.max_pool2d_with_indices_backward(h, s[%d], [2, 2], [2, 2], [0, 0], [1, 1],"
                  + " False, s[%d])"),
              before,
              index)
          : String.format(
              Locale.ROOT,
              ("h = torch.avg_pool2d_backward(h, s[%d], [2, 2], [2, 2], [0, 0], False, True,"
                  + " None)"),
              before);
    }

    /** A pooling keeps its output; max pooling keeps the indices too. */
    private int keptByPooling() {
      return pooling == Pooling.MAX ? 2 : 1;
    }

    private int keptByPoolings() {
      int poolings = (int) layers.stream().filter(VggLayers.Convolution::pooled).count();
      return keptByPooling() * poolings;
    }
  }
}
