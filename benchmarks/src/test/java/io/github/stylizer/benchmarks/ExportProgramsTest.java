package io.github.stylizer.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.Gson;
import io.github.stylizer.benchmarks.ExportPrograms.Programs;
import io.github.stylizer.benchmarks.ExportedProgram.Argument;
import io.github.stylizer.benchmarks.ExportedProgram.Check;
import io.github.stylizer.internal.nn.ConvWeights;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.testing.DrawnTransformNet;
import io.github.stylizer.testing.DrawnVgg;
import io.github.stylizer.testing.ErrorMeasures;
import io.github.stylizer.testing.ProgramFile;
import io.github.stylizer.vgg.Vgg;
import io.github.stylizer.vgg.VggVariant;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportProgramsTest {
  @TempDir static Path folder;
  private static Programs exported;

  private final NDManager manager = NDManager.newBaseManager(Device.cpu());

  @BeforeAll
  static void export() throws IOException {
    ExportPrograms.main(new String[] {folder.toString()});
    exported =
        new Gson().fromJson(Files.readString(folder.resolve(ExportPrograms.LIST)), Programs.class);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void theListNamesTheFilesThatExist() throws IOException {
    Set<String> named = new TreeSet<>(Set.of(ExportPrograms.LIST));
    exported.programs().forEach(program -> named.add(program.file()));
    exported.programs().forEach(program -> named.add(program.check().file()));
    try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
      assertThat(files.map(file -> folder.relativize(file).toString().replace('\\', '/')))
          .containsExactlyInAnyOrderElementsOf(named);
    }
  }

  @Test
  void theFilesAreSmall() throws IOException {
    try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
      assertThat(files.mapToLong(file -> file.toFile().length()).sum()).isLessThan(20_000_000);
    }
  }

  @Test
  void whatAProgramTakesFromAnotherComesBefore() {
    Set<String> before = new HashSet<>();
    for (ExportedProgram program : exported.programs()) {
      for (Argument argument : program.arguments()) {
        if (argument.results() != null) {
          assertThat(before).contains(argument.results().of());
        }
      }
      assertThat(before.add(program.name())).as("%s is new", program.name()).isTrue();
    }
    assertThat(before).containsAll(exported.protocol().programs());
  }

  @Test
  void shapesAreThoseOfTheResults() throws IOException {
    for (ExportedProgram program : exported.programs()) {
      Check check = program.check();
      long numbers = check.shapes().stream().mapToLong(shape -> new Shape(shape).size()).sum();
      assertThat(folder.resolve(check.file())).hasSize(Float.BYTES * numbers);
      List<long[]> shapes =
          program.results().stream().map(shape -> evaluated(shape, check.pictures())).toList();
      assertThat(shapes).usingRecursiveComparison().isEqualTo(check.shapes());
    }
  }

  private static long[] evaluated(List<Object> shape, DrawnTensor pictures) {
    return shape.stream().mapToLong(side -> evaluated(side, pictures.shape())).toArray();
  }

  private static long evaluated(Object side, long[] pictures) {
    if (side instanceof Double number) {
      return number.longValue();
    }
    String[] parts = side.toString().split("/");
    long whole = pictures["N?HW".indexOf(parts[0])];
    return parts.length == 1 ? whole : whole / Long.parseLong(parts[1]);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 32})
  void transformNetworksPaintWhatTheLayersPaint(int base) throws IOException {
    TransformNet net = TransformNet.of(base);
    ConvWeights weights = ConvWeights.of(DrawnTransformNet.tensors(manager, net.kernelShapes(), 1));
    for (String precision : List.of("float32", "float16", "bfloat16")) {
      ExportedProgram program = program("transform-%d-%s".formatted(base, precision));
      NDArray pictures = program.check().pictures().draw(manager);
      assertThat(
              ErrorMeasures.rootMeanSquare(
                  results(program).get(0), net.apply(pictures, weights).toFloatArray()))
          .isLessThan(1e-4);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"float32", "float16", "bfloat16"})
  void everyPrecisionStaysWithinItsTolerance(String precision) throws IOException {
    ExportedProgram program = program("transform-8-" + precision);
    NDList inputs = new NDList(program.check().pictures().draw(manager));
    inputs.addAll(DrawnTensor.weights(program.arguments().get(1).weights(), manager));

    NDArray painted =
        ProgramFile.run(folder.resolve(program.file()), inputs, manager).singletonOrThrow();

    assertThat(ErrorMeasures.rootMeanSquare(painted.toFloatArray(), results(program).get(0)))
        .isLessThan(program.check().tolerance());
  }

  @Test
  void vggReturnsItsTapsAndTheirGradient(@TempDir Path other)
      throws IOException, InterruptedException {
    Path weights = DrawnVgg.vgg16(other.resolve("weights.safetensors"), 1);
    ExportedProgram features = program("vgg16-features");
    ExportedProgram forward = program("vgg16-forward");
    ExportedProgram backward = program("vgg16-backward");
    NDArray pictures = features.check().pictures().draw(manager);
    try (Vgg vgg = Vgg.builder(VggVariant.VGG16).weights(weights).build()) {
      NDList taps = vgg.features(pictures);
      List<Integer> indices = backward.arguments().get(1).results().indices();
      for (int i = 0; i < taps.size(); i++) {
        float[] expected = taps.get(i).toFloatArray();
        assertThat(ErrorMeasures.relative(results(features).get(i), expected)).isLessThan(1e-5);
        assertThat(ErrorMeasures.relative(results(forward).get(indices.get(i)), expected))
            .isLessThan(1e-5);
      }
      NDArray gradient = vgg.gradient(pictures, vgg.taps(), UnaryOperator.identity());
      assertThat(ErrorMeasures.relative(results(backward).get(0), gradient.toFloatArray()))
          .isLessThan(1e-5);
    }
  }

  private static ExportedProgram program(String name) {
    return exported.programs().stream()
        .filter(program -> program.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no " + name));
  }

  private static List<float[]> results(ExportedProgram program) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(program.check().file())));
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    return program.check().shapes().stream()
        .map(
            shape -> {
              float[] numbers = new float[Math.toIntExact(new Shape(shape).size())];
              for (int i = 0; i < numbers.length; i++) {
                numbers[i] = bytes.getFloat();
              }
              return numbers;
            })
        .toList();
  }
}
