package io.github.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.image.MetadataFiles;
import io.github.stylizer.internal.io.LibraryVersion;
import io.github.stylizer.internal.nn.Norm;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.nn.TransformNetModel;
import io.github.stylizer.testing.DrawnTransformNet;
import io.github.stylizer.testing.PhotoPixels;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;
import org.apache.commons.imaging.Imaging;
import org.apache.commons.imaging.formats.tiff.TiffImageMetadata;
import org.apache.commons.imaging.formats.tiff.constants.ExifTagConstants;
import org.apache.commons.imaging.formats.tiff.constants.TiffTagConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What painted files say of their photos. */
class MetadataPolicyTest {
  private static final String LIBRARY = "Stylizer " + LibraryVersion.get();

  @TempDir Path folder;
  private Path photo;

  @BeforeEach
  void writePhoto() throws IOException {
    photo = folder.resolve("photo.jpg");
    Files.write(photo, MetadataFiles.photo("jpg", ByteOrder.LITTLE_ENDIAN, 6));
  }

  private byte[] painted(String name, UnaryOperator<Stylizer> settings) throws IOException {
    Path file = folder.resolve(name);
    settings.apply(Stylizer.style(new InvertingModel())).apply(photo, file);
    return Files.readAllBytes(file);
  }

  private static String artist(byte[] file) throws IOException {
    return MetadataFiles.exif(file).getFieldValue(TiffTagConstants.TIFF_TAG_ARTIST)[0];
  }

  private static String software(byte[] file) throws IOException {
    return MetadataFiles.exif(file).getFieldValue(TiffTagConstants.TIFF_TAG_SOFTWARE)[0];
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jpg", "a.png", "a.tif"})
  void filesKeepAllButTheLocation(String name) throws IOException {
    byte[] file = painted(name, stylizer -> stylizer);
    assertThat(artist(file)).isEqualTo("Ada");
    assertThat(software(file)).isEqualTo(LIBRARY);
    assertThat(MetadataFiles.exif(file).getGpsInfo()).isNull();
    assertThat(Imaging.getXmpXml(file)).contains("CreatorTool=\"" + LIBRARY).doesNotContain("GPS");
  }

  /** The numbers of a TIFF file are in the order of bytes of the photo's EXIF data. */
  @Test
  void samplesOf16BitsHaveTheByteOrderOfTheirFile() throws IOException {
    byte[] file = painted("a.tif", stylizer -> stylizer.depth(16));
    assertThat(file).startsWith('I', 'I');
    Raster read = ImageIO.read(new ByteArrayInputStream(file)).getRaster();
    Raster painted = Stylizer.style(new InvertingModel()).depth(16).apply(photo).getRaster();
    assertThat(read.getPixels(0, 0, read.getWidth(), read.getHeight(), (int[]) null))
        .isEqualTo(painted.getPixels(0, 0, read.getWidth(), read.getHeight(), (int[]) null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jpg", "a.png", "a.tif"})
  void bytesAreThoseOfTheFile(String name) throws IOException {
    byte[] file = painted(name, stylizer -> stylizer);
    Stylizer stylizer = Stylizer.style(new InvertingModel());
    assertThat(stylizer.apply(Files.readAllBytes(photo), "photo", name.substring(2)))
        .isEqualTo(file);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stylizer.apply(file, "photo", "xyz"))
        .withMessageContaining("xyz");
    assertThatExceptionOfType(StylizerException.class)
        .isThrownBy(() -> stylizer.apply(new byte[] {1, 2, 3}, "standard input", "png"))
        .withMessageContaining("standard input");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jpg", "a.png", "a.tif"})
  void theLocationIsKeptIfAskedFor(String name) throws IOException {
    byte[] file = painted(name, with -> with.metadata(MetadataPolicy.KEEP_WITH_LOCATION));
    TiffImageMetadata.GpsInfo place = MetadataFiles.exif(file).getGpsInfo();
    assertThat(place.getLatitudeAsDegreesNorth()).isEqualTo(47.5);
    assertThat(Imaging.getXmpXml(file)).contains("GPSLatitude=\"47,30N\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jpg", "a.png", "a.tif"})
  void nothingIsKeptIfAskedFor(String name) throws IOException {
    byte[] file = painted(name, stylizer -> stylizer.metadata(MetadataPolicy.STRIP));
    assertThat(file)
        .isEqualTo(
            ImageEncoder.standard()
                .encode(Stylizer.style(new InvertingModel()).apply(photo), name.substring(2)));
    assertThat(Imaging.getXmpXml(file)).isNull();
  }

  /** The size in the metadata is that of the picture. */
  @Test
  void sizesAreThoseOfThePicture() throws IOException {
    byte[] file = painted("a.jpg", stylizer -> stylizer.size(12));
    assertThat(MetadataFiles.exif(file).findField(ExifTagConstants.EXIF_TAG_EXIF_IMAGE_LENGTH))
        .satisfies(field -> assertThat(field.getValue()).isEqualTo(12));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jpg", "a.png", "a.tif"})
  void picturesInStripsHaveThemToo(String name) throws IOException {
    TransformNetModel model = DrawnTransformNet.model(new TransformNet(4, Norm.AFFINE, false));
    Path large = folder.resolve("large.png");
    ImageEncoder.standard()
        .metadata(ImageDecoder.standard().metadata(photo).withLocation())
        .write(PhotoPixels.drawn(701, 903), large);
    int[] strips = {0};
    Path file = folder.resolve(name);
    try (Stylizer stylizer =
        Stylizer.owning(model)
            .maxMemory(model.memory(448, 448) + 12L * 701 * 448)
            .onProgress(progress -> strips[0] += progress.done() > 0 ? 1 : 0)) {
      stylizer.apply(large, file);
    }
    assertThat(strips[0]).isGreaterThan(4);
    byte[] bytes = Files.readAllBytes(file);
    assertThat(artist(bytes)).isEqualTo("Ada");
    assertThat(software(bytes)).isEqualTo(LIBRARY);
    assertThat(MetadataFiles.exif(bytes).getGpsInfo()).isNull();
  }

  @Test
  void damagedMetadataDoesNotKeepAPhotoFromBeingPainted() throws IOException {
    byte[] bytes = Files.readAllBytes(photo);
    // Behind the marker, the length and the name of the first segment.
    for (int i = 12; i < 80; i++) {
      bytes[i] = -1;
    }
    Files.write(photo, bytes);
    byte[] file = painted("a.png", stylizer -> stylizer);
    assertThat(software(file)).isEqualTo(LIBRARY);
    assertThat(Imaging.getXmpXml(file)).contains("Rating");
  }

  @Test
  void bundledStylesAreNamed() {
    Style wave = new Style.Bundled("great-wave", 1);
    Style night = new Style.Bundled("starry-night", 1);
    Style painting = Style.of(PhotoPixels.drawn(20, 20));
    assertThat(LazyStyle.of(List.of(wave)).software()).isEqualTo(LIBRARY + " (great-wave)");
    assertThat(LazyStyle.of(List.of(wave, painting, night)).software())
        .isEqualTo(LIBRARY + " (great-wave + starry-night)");
    assertThat(LazyStyle.of(List.of(painting)).software()).isEqualTo(LIBRARY);
    assertThat(LazyStyle.of(List.of(new Style.Bundled("größe", 1))).software())
        .isEqualTo(LIBRARY + " (gr??e)");
    assertThat(LazyStyle.of(List.of(new Style.Bundled("x".repeat(200), 1))).software())
        .isEqualTo(LIBRARY);
    assertThat(LIBRARY).matches("Stylizer [0-9]+\\.[0-9]+\\.[0-9]+.*");
  }
}
