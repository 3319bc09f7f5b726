package io.github.stylizer.image;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;

/** Any bytes are an image within the limits or are refused, as the JDK alone reads them. */
class ImageDecoderFuzzTest {
  @BeforeAll
  static void withoutPlugins() {
    Plugins.remove();
  }

  @FuzzTest
  void png(byte[] data) throws IOException {
    FuzzedImage.readOrRefuse(data, "a.png");
  }

  @FuzzTest
  void jpeg(byte[] data) throws IOException {
    FuzzedImage.readOrRefuse(data, "a.jpg");
  }

  @FuzzTest
  void tiff(byte[] data) throws IOException {
    FuzzedImage.readOrRefuse(data, "a.tif");
  }

  @FuzzTest
  void bmp(byte[] data) throws IOException {
    FuzzedImage.readOrRefuse(data, "a.bmp");
  }

  @FuzzTest
  void gif(byte[] data) throws IOException {
    FuzzedImage.readOrRefuse(data, "a.gif");
  }

  @FuzzTest
  void pnm(byte[] data) throws IOException {
    FuzzedImage.readOrRefuse(data, "a.ppm");
  }

  @FuzzTest
  void psd(byte[] data) throws IOException {
    FuzzedImage.readOrRefuse(data, "a.psd");
  }

  @FuzzTest
  void pcx(byte[] data) throws IOException {
    FuzzedImage.readOrRefuse(data, "a.pcx");
  }
}
