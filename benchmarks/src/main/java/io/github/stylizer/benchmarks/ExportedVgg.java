package io.github.stylizer.benchmarks;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.benchmarks.ExportedProgram.Argument;
import io.github.stylizer.benchmarks.ExportedProgram.Check;
import io.github.stylizer.testing.ProgramFile;
import io.github.stylizer.vgg.Vgg;
import io.github.stylizer.vgg.VggVariant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Exports VGG-16 up to relu4_3. The gradients at the taps with which {@code backward} is called are
 * the taps themselves: those of half the sum of their squares.
 */
final class ExportedVgg {
  private static final String NAME = "vgg16-";
  private static final String FOLDER = "vgg16";
  private static final int CHECKED_SIDE = 32;
  private static final DrawnTensor PICTURE =
      new DrawnTensor(new long[] {1, 3, CHECKED_SIDE, CHECKED_SIDE}, 0, 2);

  /** Where relu1_2, relu2_2, relu3_3 and relu4_3 are among the ReLUs. */
  private static final List<Integer> TAPS = List.of(1, 3, 6, 9);

  private final Path folder;
  private final NDManager manager;
  private final List<Shape> kernels = RandomVgg.kernels16();
  private final List<DrawnTensor> weights = new ArrayList<>();

  private ExportedVgg(Path folder, NDManager manager) {
    this.folder = folder;
    this.manager = manager;
    for (Shape kernel : kernels) {
      // Twice as much as of a linear layer, of which a ReLU takes half.
      weights.add(DrawnTensor.kernel(kernel, weights.size() + 1, 2));
      weights.add(DrawnTensor.bias(kernel, weights.size() + 1));
    }
  }

  /** Writes the programs, and what they return. */
  static List<ExportedProgram> write(Path folder) throws IOException {
    Files.createDirectories(folder.resolve(FOLDER));
    Vgg.builder(VggVariant.VGG16).writePrograms(folder.resolve(FOLDER));
    try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
      return new ExportedVgg(folder, manager).called();
    }
  }

  private List<ExportedProgram> called() throws IOException {
    NDArray picture = PICTURE.draw(manager);
    NDList features = call("features", new NDList(picture));
    NDList kept = call("forward", new NDList(picture));
    List<NDArray> taps = TAPS.stream().map(tap -> kept.get(tap).duplicate()).toList();
    NDList inputs = new NDList(picture);
    inputs.addAll(ProgramFile.list("g", taps));
    inputs.addAll(ProgramFile.list("s", kept));
    NDList gradient = call("backward", inputs);
    double operations = operationsPerPixel(kept);
    return List.of(
        program(
            "features", "pictures and weights to the four taps", List.of(), features, operations),
        program("forward", "the same to what a gradient needs", List.of(), kept, operations),
        program(
            "backward",
            "from gradients at the taps to that by the pictures",
            List.of(
                Argument.ofResults(NAME + "forward", TAPS),
                Argument.ofResults(
                    NAME + "forward", IntStream.range(0, kept.size()).boxed().toList())),
            gradient,
            operations));
  }

  private NDList call(String program, NDList inputs) throws IOException {
    inputs.addAll(DrawnTensor.weights(weights, manager));
    NDList results = ProgramFile.run(folder.resolve(archive(program)), inputs, manager);
    ResultsFile.write(results, folder.resolve(resultsFile(program)));
    return results;
  }

  private ExportedProgram program(
      String name, String what, List<Argument> between, NDList results, double operations) {
    List<Argument> arguments = new ArrayList<>(List.of(Argument.ofPictures()));
    arguments.addAll(between);
    arguments.add(Argument.ofWeights(weights));
    List<long[]> shapes = results.stream().map(result -> result.getShape().getShape()).toList();
    return new ExportedProgram(
        NAME + name,
        archive(name),
        "VGG-16 up to relu4_3: " + what,
        "float32",
        arguments,
        shapes.stream().map(ExportedVgg::ofPictures).toList(),
        operations,
        new Check(PICTURE, resultsFile(name), shapes, 1e-3));
  }

  private static String archive(String program) {
    return FOLDER + "/" + program + ".pt";
  }

  private static String resultsFile(String program) {
    return FOLDER + "/" + program + ".results";
  }

  /** From the shape for the checked picture to that for any pictures. */
  private static List<Object> ofPictures(long[] shape) {
    long shrunk = CHECKED_SIDE / shape[2];
    String part = shrunk == 1 ? "" : "/" + shrunk;
    return List.of("N", shape[1], "H" + part, "W" + part);
  }

  /** The results begin with the outputs of the convolutions. */
  private double operationsPerPixel(NDList kept) {
    double operations = 0;
    for (int i = 0; i < kernels.size(); i++) {
      operations += 2.0 * kernels.get(i).size() * kept.get(i).getShape().slice(2).size();
    }
    return operations / (CHECKED_SIDE * CHECKED_SIDE);
  }
}
