package io.github.stylizer.internal.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  private static AtomicFile.Content text(String text) {
    return stream -> stream.write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void createsAndReplaces() throws IOException {
    Path file = folder.resolve("file");
    AtomicFile.write(file, text("the old and longer content"));
    assertThat(file).hasContent("the old and longer content");
    AtomicFile.write(file, text("new"));
    assertThat(file).hasContent("new");
    assertThat(folder).isDirectoryNotContaining(entry -> !entry.equals(file));
  }

  @Test
  void theOldFileIsThereUntilTheNewOneIsComplete() throws IOException {
    Path file = folder.resolve("file");
    AtomicFile.write(file, text("old"));
    AtomicFile.write(
        file,
        stream -> {
          stream.write(new byte[1 << 21]);
          assertThat(file).hasContent("old");
        });
    assertThat(file).hasSize(1 << 21);
  }

  @Test
  void contentThatFailsMidwayLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = folder.resolve("file");
    AtomicFile.write(file, text("old"));
    IOException full = new IOException("No space left on device");
    assertThatIOException()
        .isThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    stream -> {
                      stream.write(new byte[1 << 21]);
                      throw full;
                    }))
        .withMessage(file + ": cannot be written: No space left on device")
        .withCause(full);
    assertThat(file).hasContent("old");
    assertThat(folder).isDirectoryNotContaining(entry -> !entry.equals(file));
  }

  @Test
  void aRuntimeExceptionOfTheContentLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = folder.resolve("file");
    AtomicFile.write(file, text("old"));
    IllegalStateException failure = new IllegalStateException("closed");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    stream -> {
                      stream.write(1);
                      throw failure;
                    }))
        .isSameAs(failure);
    assertThat(file).hasContent("old");
    assertThat(folder).isDirectoryNotContaining(entry -> !entry.equals(file));
  }

  @Test
  void aFailureWithoutMessageIsNamed() {
    Path file = folder.resolve("file");
    assertThatIOException()
        .isThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    stream -> {
                      throw new IOException();
                    }))
        .withMessage(file + ": cannot be written: java.io.IOException");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aMissingFolderIsNamedAndNotMade() {
    Path file = folder.resolve("missing/file");
    assertThatThrownBy(() -> AtomicFile.write(file, text("new")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("the folder " + folder.resolve("missing") + " does not exist");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFolderThatGoesAwayMeanwhileIsReportedWithTheFile() throws IOException {
    Path inside = Files.createDirectory(folder.resolve("inside"));
    Path file = inside.resolve("file");
    assertThatIOException()
        .isThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    stream -> {
                      try (var entries = Files.newDirectoryStream(inside)) {
                        for (Path entry : entries) {
                          Files.delete(entry);
                        }
                      }
                      Files.delete(inside);
                    }))
        .withMessageStartingWith(file + ": cannot be written: ");
  }

  @Test
  void aDirectoryIsNotReplaced() throws IOException {
    Path directory = Files.createDirectory(folder.resolve("file"));
    assertThatIOException()
        .isThrownBy(() -> AtomicFile.write(directory, text("new")))
        .withMessage(directory + ": is a directory, cannot be replaced by a file");
    assertThat(directory).isEmptyDirectory();
    assertThat(folder).isDirectoryNotContaining(entry -> !entry.equals(directory));
  }

  @Test
  void aFolderWithoutPermissionIsReportedAndTheFileIntact() throws IOException {
    Path file = folder.resolve("file");
    AtomicFile.write(file, text("old"));
    assumeThat(folder.toFile().setWritable(false)).isTrue();
    try {
      // Whoever may do everything, such as root, is not stopped.
      assumeThat(Files.isWritable(folder)).as("permissions count").isFalse();
      assertThatIOException()
          .isThrownBy(() -> AtomicFile.write(file, text("new")))
          .withMessage(file + ": no permission to write to the folder " + folder);
      assertThat(file).hasContent("old");
    } finally {
      folder.toFile().setWritable(true);
    }
  }

  @Test
  void anInterruptedThreadWritesAllTheSame() throws IOException {
    Path file = folder.resolve("file");
    Thread.currentThread().interrupt();
    try {
      AtomicFile.write(file, text("new"));
    } finally {
      assertThat(Thread.interrupted()).as("the flag stays").isTrue();
    }
    assertThat(file).hasContent("new");
  }

  @Test
  void onlyUnfinishedFilesAreRemoved() throws IOException {
    Path kept = folder.resolve("file.tmp");
    Path alsoKept = Files.createDirectory(folder.resolve("inside")).resolve(".stylizer-1.tmp");
    Files.writeString(kept, "kept");
    Files.writeString(alsoKept, "of another folder");
    Path unfinished = folder.resolve("unfinished");
    Path[] beside = new Path[1];
    AtomicFile.write(
        unfinished,
        stream -> {
          try (var entries = Files.newDirectoryStream(folder, ".*")) {
            beside[0] = entries.iterator().next();
          }
        });
    Files.writeString(beside[0], "what a killed process leaves");
    AtomicFile.removeUnfinished(folder);
    assertThat(beside[0]).as("it may be about to get its name").exists();
    age(beside[0]);
    AtomicFile.removeUnfinished(folder);
    assertThat(beside[0]).doesNotExist();
    assertThat(kept).exists();
    assertThat(alsoKept).exists();
    assertThat(unfinished).exists();
    AtomicFile.removeUnfinished(folder.resolve("missing"));
  }

  private static void age(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(2)));
  }

  @Test
  void theFirstWriteToAFolderRemovesWhatAKilledProcessLeft() throws IOException {
    Path left = Files.writeString(folder.resolve(".stylizer-0a1b.tmp"), "left");
    age(left);
    AtomicFile.write(folder.resolve("file"), text("new"));
    assertThat(folder).isDirectoryNotContaining(entry -> !entry.equals(folder.resolve("file")));
  }

  @Test
  void whatIsBeingWrittenStays() throws IOException {
    Path file = folder.resolve("file");
    AtomicFile.write(
        file,
        stream -> {
          stream.write(new byte[1 << 21]);
          try (var entries = Files.newDirectoryStream(folder, ".*")) {
            age(entries.iterator().next());
          }
          AtomicFile.removeUnfinished(folder);
        });
    assertThat(file).hasSize(1 << 21);
  }
}
