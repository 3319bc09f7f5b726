package io.github.stylizer.internal.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
  @TempDir Path folder;

  private void create(String... names) throws IOException {
    create(folder, names);
  }

  private static void create(Path folder, String... names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
    }
  }

  private List<String> names() throws IOException {
    return ImageFolder.of(folder).files().stream()
        .map(file -> folder.relativize(file).toString().replace('\\', '/'))
        .toList();
  }

  @Test
  void filesOfAllLevelsAreSortedByTheirPath() throws IOException {
    create("b.jpg", "a0.jpg", "a/z.jpg", "a/b/c.jpg", "a.jpg", "B.jpg", "README");
    assertThat(names())
        .containsExactly("B.jpg", "README", "a.jpg", "a/b/c.jpg", "a/z.jpg", "a0.jpg", "b.jpg");
  }

  @Test
  void everyFileSystemGivesTheSameOrder() throws IOException {
    String[] files = {"b.jpg", "a0.jpg", "a/z.jpg", "a/b/c.jpg", "a.jpg", "a b/c.jpg", "a.b/c.jpg"};
    create(files);
    Path zip = folder.resolve(".zip");
    try (FileSystem other = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      Path root = other.getPath("/photos");
      create(root, files);
      List<String> names =
          ImageFolder.of(root).files().stream()
              .map(file -> root.relativize(file).toString())
              .toList();
      assertThat(names).isEqualTo(names());
    }
  }

  @Test
  void hiddenFilesAndFoldersAreLeftOut() throws IOException {
    create("a.jpg", ".b.jpg", "._a.jpg", ".git/c.jpg", "d/.e/f.jpg", "d/g.jpg");
    assertThat(names()).containsExactly("a.jpg", "d/g.jpg");
  }

  @Test
  void aHiddenFolderItselfCanBeListed() throws IOException {
    create(".photos/a.jpg");
    assertThat(ImageFolder.of(folder.resolve(".photos")).files()).hasSize(1);
  }

  @Test
  void linksAreFollowedButNotInCircles() throws IOException {
    create("photos/a.jpg", "photos/deep/b.jpg", "elsewhere/c.jpg");
    Path photos = folder.resolve("photos");
    Files.createSymbolicLink(photos.resolve("up"), folder.resolve("photos"));
    Files.createSymbolicLink(photos.resolve("deep/up"), photos);
    Files.createSymbolicLink(photos.resolve("more"), folder.resolve("elsewhere"));
    Files.createSymbolicLink(photos.resolve("d.jpg"), photos.resolve("a.jpg"));
    Files.createSymbolicLink(photos.resolve("nowhere"), folder.resolve("missing"));
    assertThat(ImageFolder.of(photos).files())
        .containsExactly(
            photos.resolve("a.jpg"),
            photos.resolve("d.jpg"),
            photos.resolve("deep/b.jpg"),
            photos.resolve("more/c.jpg"));
  }

  /** All paths through these links are as many as there are orders of the folders. */
  @Test
  void foldersFullOfLinksToEachOtherAreListedOnce() throws IOException {
    for (int i = 0; i < 12; i++) {
      create(i + "/photo.jpg");
    }
    for (int i = 0; i < 12; i++) {
      for (int j = 0; j < 12; j++) {
        Files.createSymbolicLink(folder.resolve(i + "/" + j), folder.resolve("" + j));
      }
    }
    assertThat(names()).hasSize(12).allMatch(name -> name.matches("\\d+/photo.jpg"));
  }

  @Test
  void theListCannotBeChanged() throws IOException {
    create("a.jpg");
    List<Path> files = ImageFolder.of(folder).files();
    assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(files::clear);
  }

  @Test
  void unusableFoldersAreNamed() throws IOException {
    create("file.jpg", "hidden/.a.jpg");
    Path missing = folder.resolve("missing");
    Path file = folder.resolve("file.jpg");
    Path hidden = folder.resolve("hidden");
    assertThatThrownBy(() -> ImageFolder.of(missing))
        .isInstanceOf(IOException.class)
        .hasMessage(missing + ": no such folder; choose a folder of photos");
    assertThatThrownBy(() -> ImageFolder.of(file))
        .isInstanceOf(IOException.class)
        .hasMessage(
            file + ": is a file, expected a folder; choose the folder that contains the photos");
    assertThatThrownBy(() -> ImageFolder.of(hidden))
        .isInstanceOf(IOException.class)
        .hasMessage(hidden + ": this folder contains no files; add photos to it");
  }
}
