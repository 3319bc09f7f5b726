package io.github.stylizer.image;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Any bytes are an image within the limits or are refused, as the plug-ins read them. */
class PluginsFuzzTest {
  @BeforeAll
  static void addPlugins() {
    Plugins.add();
  }

  @AfterAll
  static void removePlugins() {
    Plugins.remove();
  }

  @FuzzTest
  void webp(byte[] data) throws IOException {
    FuzzedImage.readOrRefuse(data, "a.webp");
  }

  @FuzzTest
  void jpeg(byte[] data) throws IOException {
    FuzzedImage.readOrRefuse(data, "a.jpg");
  }

  @FuzzTest
  void tiff(byte[] data) throws IOException {
    FuzzedImage.readOrRefuse(data, "a.tif");
  }
}
