package io.github.stylizer.internal.torch;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript program written by this library and compiled by PyTorch: a whole network in one
 * native call, with operators that DJL does not offer. Weights are inputs like any other, so
 * gradients reach them. Programs are generated in memory by this library and never loaded from
 * files, because a TorchScript file is code.
 *
 * <p>Safe for concurrent use; holds native memory until {@link #close()}.
 */
public final class TorchProgram implements AutoCloseable {
  // Pickle, protocol 2: an instance of __torch__.Program whose only attribute is training = False.
  private static final byte[] STATE =
      "\u0080\u0002c__torch__\nProgram\n)\u0081}(X\u0008\u0000\u0000\u0000training\u0089ub."
          .getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] NO_CONSTANTS = "\u0080\u0002).".getBytes(StandardCharsets.ISO_8859_1);

  private final NDManager manager;
  private final Block block;

  private TorchProgram(NDManager manager, Block block) {
    this.manager = manager;
    this.block = block;
  }

  /**
   * Compiles a program.
   *
   * @param parameters the parameters of {@code forward} in TorchScript, for instance {@code x:
   *     Tensor, w: List[Tensor]}
   * @param returns its result type, {@code Tensor} or {@code List[Tensor]}
   * @param body its statements, one per line, without the first level of indentation
   * @param device where it runs
   * @return the program, which the caller closes
   * @throws IllegalArgumentException if PyTorch does not accept the source
   */
  public static TorchProgram compile(
      String parameters, String returns, List<String> body, Device device) {
    String source = source(parameters, returns, body);
    NDManager manager = PyTorchEngine.newManager(device);
    try {
      // Not Model.load, which creates a temporary folder for each program.
      Block block =
          JniUtils.loadModule(
              (PtNDManager) manager, new ByteArrayInputStream(archive(source)), false, false);
      // Otherwise DJL does it in the first training run, and fails if two start at once.
      block.initialize(manager, DataType.FLOAT32);
      return new TorchProgram(manager, block);
    } catch (IOException | RuntimeException e) {
      manager.close();
      throw new IllegalArgumentException("PyTorch does not accept this program:\n" + source, e);
    }
  }

  /**
   * Runs the program. Gradients flow through it if they are recorded for an argument.
   *
   * @param arguments in the order of the program's parameters, at least one array
   * @return the results, attached to the manager of the first array
   */
  public NDList run(ProgramArguments arguments) {
    return run(arguments, true);
  }

  /**
   * Runs the program in PyTorch's inference mode, which is faster.
   *
   * @param arguments in the order of the program's parameters, at least one array
   * @return the results, attached to the manager of the first array; they cannot be modified in
   *     place or used where gradients are recorded
   */
  public NDList infer(ProgramArguments arguments) {
    return run(arguments, false);
  }

  private NDList run(ProgramArguments arguments, boolean training) {
    NDManager owner = arguments.first().getManager();
    try (NDManager scratch = owner.newSubManager()) {
      ParameterStore none = new ParameterStore(scratch, false);
      NDList results = block.forward(none, arguments.views(scratch), training);
      results.attach(owner);
      return results;
    }
  }

  /** Frees the program. A second call does nothing. */
  @Override
  public void close() {
    manager.close();
  }

  private static String source(String parameters, String returns, List<String> body) {
    StringBuilder source = new StringBuilder();
    source.append("class Program(Module):\n");
    source.append("  __parameters__ = []\n  __buffers__ = []\n  training : bool\n");
    source.append("  def forward(self: __torch__.Program, ").append(parameters);
    source.append(") -> ").append(returns).append(":\n");
    body.forEach(line -> source.append("    ").append(line).append('\n'));
    return source.toString();
  }

  private static byte[] archive(String source) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      store(zip, "version", "3\n".getBytes(StandardCharsets.US_ASCII));
      store(zip, "constants.pkl", NO_CONSTANTS);
      store(zip, "data.pkl", STATE);
      store(zip, "code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  // PyTorch's reader requires uncompressed entries in a single folder.
  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    ZipEntry entry = new ZipEntry("program/" + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
