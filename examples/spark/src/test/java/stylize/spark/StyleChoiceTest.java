package stylize.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.stylizer.Style;
import io.github.stylizer.StyleCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Styles of the command line, on their way to the executors. */
class StyleChoiceTest {
  @TempDir Path work;

  private static Style arrived(String name) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream stream = new ObjectOutputStream(bytes)) {
      stream.writeObject(StyleChoice.of(name, new Configuration()));
    }
    try (ObjectInputStream stream =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return ((StyleChoice) stream.readObject()).style();
    }
  }

  @Test
  void namesAndFilesArrive() throws Exception {
    TestPhotos.write(work, 2);
    Path code = work.resolve("mine.style");
    StyleCode saved = StyleCode.of("0123456789abcdef", new float[] {1, 2}).named("mine");
    saved.save(code);

    assertThat(arrived("great-wave")).isEqualTo(Style.of("great-wave"));
    assertThat(arrived(code.toUri().toString())).isEqualTo(Style.of(saved));
    assertThat(arrived(work.resolve("photo 0001.jpg").toString()))
        .isInstanceOf(Style.Painting.class);
  }

  @Test
  void whatIsNoStyleIsRefusedOnTheDriver() throws IOException {
    TestPhotos.write(work, 2);
    Files.writeString(work.resolve("broken.style"), "no style");

    assertRefused("no-style", "no-style: there is no bundled style and no file of that name");
    assertRefused(work.resolve("cut.jpg").toString(), "damaged or truncated JPEG");
    assertRefused(work.resolve("broken.style").toString(), "broken.style");
  }

  private static void assertRefused(String name, String part) {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> StyleChoice.of(name, new Configuration()))
        .withMessageContaining(part);
  }
}
