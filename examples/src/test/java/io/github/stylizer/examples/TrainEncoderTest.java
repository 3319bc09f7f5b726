package io.github.stylizer.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.metanet.CompactEncoder;
import io.github.stylizer.metanet.MetaNet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real, very short trainings with a VGG and a MetaNet that have learned nothing. */
class TrainEncoderTest {

  @TempDir static Path sharedFolder;
  private static Path pictures;
  private static Path vgg;
  private static Path network;

  @TempDir Path folder;
  private Path out;

  @BeforeAll
  static void makeFiles() throws IOException {
    pictures = Files.createDirectory(sharedFolder.resolve("pictures"));
    NoiseImages.write(pictures.resolve("a.png"), 40, 48);
    NoiseImages.write(pictures.resolve("b.png"), 48, 40);
    vgg = RandomVgg19.write(sharedFolder.resolve("vgg19.safetensors"));
    Path training = sharedFolder.resolve("metanet");
    trainMetaNet(training);
    network = training.resolve("network.safetensors");
  }

  private static Call trainMetaNet(Path training, Object... options) {
    Stream<Object> line =
        Stream.of(
            "train",
            "metanet",
            "--styles",
            pictures,
            "--content",
            pictures,
            "--out",
            training,
            "--vgg19",
            vgg,
            "--base=2",
            "--hidden=2",
            "--size=32",
            "--batch=1",
            "--steps=1");
    return Call.of(Stream.concat(line, Stream.of(options)).toArray());
  }

  @BeforeEach
  void chooseOut() {
    out = folder.resolve("training");
  }

  private Call train(Path metaNet, Object... options) {
    Stream<Object> line =
        Stream.of(
            "train",
            "encoder",
            "--metanet",
            metaNet,
            "--content",
            pictures,
            "--out",
            out,
            "--vgg19",
            vgg,
            "--size=32",
            "--batch=2");
    return Call.of(Stream.concat(line, Stream.of(options)).toArray());
  }

  @Test
  void whatItMakesPaintsAndIsTrainedFurtherWithoutVgg() throws IOException {
    assertThat(train(network, "--steps=1").code()).isZero();
    Path encoder = out.resolve("encoder.safetensors");
    Path folded = out.resolve("network.safetensors");
    Path photo = pictures.resolve("a.png");
    Path painting = pictures.resolve("b.png");
    Path painted = folder.resolve("painted.png");
    Call call = Call.paint(photo, painting, painted, "--metanet", folded, "--encoder", encoder);
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(ImageIO.read(painted.toFile()).getWidth()).isEqualTo(40);
    Path code = folder.resolve("b.style");
    call = Call.of("code", painting, "-o", code, "--metanet", folded, "--encoder", encoder);
    assertThat(call.code()).as(call.err()).isZero();
    Call.paint(photo, painting, painted, "--metanet", folded, "--encoder", encoder, "--vgg", vgg)
        .failed(2, "--encoder replaces VGG");
    Call.paint(photo, painting, painted, "--metanet", folded, "--encoder", vgg)
        .failed(1, vgg.toString());

    Path further = folder.resolve("further");
    call = trainMetaNet(further, "--encoder", encoder, "--initial", folded);
    assertThat(call.code()).as(call.err()).isZero();
    try (CompactEncoder reader = CompactEncoder.load(encoder);
        MetaNet metaNet = MetaNet.load(further.resolve("network.safetensors"), reader)) {
      assertThat(metaNet.provenance()).containsEntry("read at", metaNet.provenance().get("taps"));
    }
  }

  @Test
  void trainsAnEncoderAndTheNetworkThatGoesWithIt() throws IOException {
    Call call = train(network, "--steps=2");
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(call.err()).contains("statistics", "codes", "2 steps");
    Call more = train(network, "--steps=3", "--resume");
    assertThat(more.code()).as(more.err()).isZero();
    try (CompactEncoder encoder = CompactEncoder.load(out.resolve("encoder.safetensors"));
        MetaNet metaNet = MetaNet.load(out.resolve("network.safetensors"), encoder)) {
      assertThat(metaNet.provenance()).containsEntry("encoder steps", "3");
      assertThat(metaNet.code(ImageIO.read(pictures.resolve("a.png").toFile())).values())
          .hasSize(2);
    }
  }

  @Test
  void whatCannotBeUsedIsRefusedBeforeAnythingLong() {
    train(network, "--photo", pictures.resolve("a.png"))
        .failed(2, "--photo", "train encoder --help");
    train(pictures.resolve("missing.safetensors")).failed(1, "missing.safetensors");
    assertThat(out).doesNotExist();
  }
}
