package io.github.stylizer.internal.refine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import io.github.stylizer.internal.torch.ProgramArguments;
import io.github.stylizer.internal.torch.TorchProgram;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Enlarges arrays bilinearly, in float32 and beyond the range of colors. */
public final class BilinearResize {
  private static final Map<Device, TorchProgram> COMPILED = new ConcurrentHashMap<>();

  private BilinearResize() {}

  /**
   * Resizes an array to the size of another.
   *
   * @param array {@code (N, C, h, w)}; not modified
   * @param like {@code (…, H, W)}
   * @return {@code (N, C, H, W)}, attached to the manager of {@code array}
   */
  public static NDArray to(NDArray array, NDArray like) {
    return COMPILED
        .computeIfAbsent(array.getDevice(), BilinearResize::compile)
        .run(ProgramArguments.of(array, like))
        .singletonOrThrow();
  }

  private static TorchProgram compile(Device device) {
    List<String> body = List.of("return " + expression("x", "like"));
    return TorchProgram.compile("x: Tensor, like: Tensor", "Tensor", body, device);
  }

  /** The call that resizes an array of a program to the size of another. */
  static String expression(String array, String like) {
    return String.format(
        Locale.ROOT,
        "torch.upsample_bilinear2d(%s, [torch.size(%s, 2), torch.size(%s, 3)], False)",
        array,
        like,
        like);
  }
}
