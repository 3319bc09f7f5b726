package stylize.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is painted, and where to: no Spark is needed for that. */
class PhotoListTest {
  @TempDir java.nio.file.Path work;

  private void create(String... names) throws IOException {
    for (String name : names) {
      java.nio.file.Path file = work.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
    }
  }

  private PhotoList list(String input, String output, String extension) throws IOException {
    return PhotoList.of(
        new Path(work.resolve(input).toString()),
        new Path(work.resolve(output).toString()),
        extension,
        new Configuration());
  }

  private static List<String> column(PhotoList list, int column) {
    return list.photos().stream().map(row -> row.getString(column)).toList();
  }

  @Test
  void aFolderIsListedWithoutSubfoldersAndHiddenFiles() throws IOException {
    create(
        "in/b c.jpg", "in/a.gif", "in/ä+%20.png", "in/.hidden.jpg", "in/_SUCCESS", "in/sub/d.jpg");

    PhotoList list = list("in", "out", "");

    assertThat(column(list, 0)).containsExactly("a.gif", "b c.jpg", "ä+%20.png");
    assertThat(column(list, 1)).containsExactly("a.png", "b c.jpg", "ä+%20.png");
    Row first = list.photos().get(0);
    assertThat(first.getLong(2)).isEqualTo("in/a.gif".length());
  }

  @Test
  void picturesHaveTheirPathsBelowTheLastFolderBeforeAWildcard() throws IOException {
    create("in/2023/a.jpg", "in/2024/a.jpg", "in/2024/b.png", "in/c.jpg");

    assertThat(column(list("in/*/*.jpg", "out", ""), 1))
        .containsExactly("2023/a.jpg", "2024/a.jpg");
    assertThat(column(list("in/{2024,2025}", "out", ""), 1))
        .containsExactly("2024/a.jpg", "2024/b.png");
    assertThat(column(list("in/20?4/b.*", "out", "jpg"), 1)).containsExactly("2024/b.jpg");
    assertThat(column(list("in/c.jpg", "out", ""), 1)).containsExactly("c.jpg");
  }

  @Test
  void whatIsInTheOutputFolderIsNoPhoto() throws IOException {
    create("in/a.jpg", "in/painted/a.jpg", "in/painted-by-hand/b.jpg");

    assertThat(column(list("in/*", "in/painted", ""), 1))
        .containsExactly("a.jpg", "painted-by-hand/b.jpg");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> list("in", "in", ""))
        .withMessageContaining("is the folder of the photos");
  }

  @Test
  void twoPhotosOfOnePictureAreRefused() throws IOException {
    create("in/a.gif", "in/a.png");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> list("in", "out", ""))
        .withMessageContaining("a.png and another photo would both be written to a.png");
    assertThat(column(list("in/*.gif", "out", ""), 1)).containsExactly("a.png");
  }

  @Test
  void aFolderOrAGlobWithoutFilesIsRefused() throws IOException {
    create("in/sub/a.jpg");

    for (String input : List.of("none", "in", "in/*.jpg")) {
      assertThatExceptionOfType(FileNotFoundException.class)
          .isThrownBy(() -> list(input, "out", ""))
          .withMessageContaining(work.resolve(input).toString());
    }
  }
}
