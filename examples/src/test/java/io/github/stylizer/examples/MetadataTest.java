package io.github.stylizer.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.image.MetadataFiles;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.imaging.Imaging;
import org.apache.commons.imaging.formats.tiff.constants.TiffTagConstants;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command keeps of the metadata of photos. */
class MetadataTest {

  @TempDir static Path sharedFolder;
  private static Path photos;
  private static Path model;

  @TempDir Path folder;

  @BeforeAll
  static void makeFiles() throws IOException {
    model = RandomNetwork.write(sharedFolder.resolve("network.safetensors"));
    photos = Files.createDirectory(sharedFolder.resolve("photos"));
    for (String format : new String[] {"jpg", "png", "tif"}) {
      Files.write(
          photos.resolve("a-" + format + "." + format),
          MetadataFiles.photo(format, ByteOrder.LITTLE_ENDIAN, 6));
    }
  }

  private static byte[] paint(Path photo, Path output, Path picture, String... options)
      throws IOException {
    Object[] all = new Object[5 + options.length];
    System.arraycopy(new Object[] {photo, "--model", model, "-o", output}, 0, all, 0, 5);
    System.arraycopy(options, 0, all, 5, options.length);
    Call call = Call.of(all);
    assertThat(call.code()).as(call.err()).isZero();
    return Files.readAllBytes(picture);
  }

  private static String software(byte[] file) throws IOException {
    return MetadataFiles.exif(file).getFieldValue(TiffTagConstants.TIFF_TAG_SOFTWARE)[0];
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "tif"})
  void pictures(String format) throws IOException {
    Path photo = photos.resolve("a-jpg.jpg");
    Path output = folder.resolve("out." + format);
    byte[] kept = paint(photo, output, output);
    assertThat(software(kept)).isEqualTo("Stylizer " + Versions.stylizer());
    assertThat(MetadataFiles.exif(kept).getGpsInfo()).isNull();
    byte[] located = paint(photo, output, output, "--keep-location");
    assertThat(MetadataFiles.exif(located).getGpsInfo().getLatitudeAsDegreesNorth())
        .isEqualTo(47.5);
    byte[] stripped = paint(photo, output, output, "--strip");
    assertThat(Imaging.getXmpXml(stripped)).isNull();
    assertThat(stripped.length).isLessThan(kept.length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "tif"})
  void folders(String format) throws IOException {
    Path output = folder.resolve("out");
    Path picture = output.resolve("a-" + format + "." + format);
    byte[] kept = paint(photos, output, picture);
    assertThat(software(kept)).isEqualTo("Stylizer " + Versions.stylizer());
    assertThat(MetadataFiles.exif(kept).getGpsInfo()).isNull();
    byte[] located = paint(photos, output, picture, "--keep-location");
    assertThat(MetadataFiles.exif(located).getGpsInfo().getLatitudeAsDegreesNorth())
        .isEqualTo(47.5);
    byte[] stripped = paint(photos, output, picture, "--strip");
    assertThat(Imaging.getXmpXml(stripped)).isNull();
  }

  @Test
  void nothingAndTheLocationContradictEachOther() {
    Path output = folder.resolve("out.png");
    Call.of(
            photos.resolve("a-jpg.jpg"),
            "--model",
            model,
            "-o",
            output,
            "--strip",
            "--keep-location")
        .failed(2, "--strip and --keep-location cannot be combined");
    assertThat(output).doesNotExist();
  }
}
