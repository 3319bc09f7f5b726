package io.github.stylizer.internal.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
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
  void theBeginningMayFollowAtTheEnd() throws IOException {
    Path file = folder.resolve("file");
    AtomicFile.write(
        file,
        new AtomicFile.Content() {
          private int length;

          @Override
          public void writeTo(OutputStream stream) throws IOException {
            byte[] text = "?: content".getBytes(StandardCharsets.US_ASCII);
            stream.write(text);
            length = text.length - 1;
          }

          @Override
          public byte[] head() {
            return String.valueOf(length).getBytes(StandardCharsets.US_ASCII);
          }
        });
    assertThat(file).hasContent("9: content");
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
  void aFileInsteadOfTheFolderIsNamed() throws IOException {
    Path notFolder = Files.writeString(folder.resolve("file"), "old");
    Path file = notFolder.resolve("inside");
    assertThatIOException()
        .isThrownBy(() -> AtomicFile.write(file, text("new")))
        .withMessage(file + ": " + notFolder + " is not a folder");
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
    Path recent = Files.writeString(folder.resolve(".stylizer-2c3d.tmp"), "about to get its name");
    age(left);
    AtomicFile.write(folder.resolve("file"), text("new"));
    assertThat(left).doesNotExist();
    assertThat(recent).exists();
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

  @Test
  void aLinkStaysAndWhatItLeadsToIsReplaced() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path file = Files.writeString(elsewhere.resolve("file"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("elsewhere/file"));
    Path second = Files.createSymbolicLink(folder.resolve("second"), link);
    AtomicFile.requireWritable(second);
    AtomicFile.write(second, text("new"));
    assertThat(second).isSymbolicLink();
    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("new");
    Path dangling = Files.createSymbolicLink(folder.resolve("to"), Path.of("elsewhere/later"));
    AtomicFile.write(dangling, text("new"));
    assertThat(dangling).isSymbolicLink();
    assertThat(elsewhere.resolve("later")).hasContent("new");
    Path circle = folder.resolve("circle");
    Files.createSymbolicLink(circle, circle);
    assertThatIOException()
        .isThrownBy(() -> AtomicFile.write(circle, text("new")))
        .withMessageContaining("circle");
  }

  @Test
  void permissionsOfTheOldFileStay() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    assumeThat(Files.getFileStore(file).supportsFileAttributeView("posix")).isTrue();
    for (String permissions : List.of("rw-------", "rw-rw-rw-", "rwxr-x--x")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
      AtomicFile.write(file, text("new"));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo(permissions);
    }
  }

  @Test
  void ownerAndGroupOfTheOldFileStay() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    assumeThat(Files.getFileStore(file).supportsFileAttributeView("unix")).isTrue();
    try {
      Files.setAttribute(file, "unix:uid", 12345);
      Files.setAttribute(file, "unix:gid", 23456);
    } catch (FileSystemException e) {
      assumeThat(e).as("only root gives files away").isNull();
    }
    AtomicFile.write(file, text("new"));
    assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(12345);
    assertThat(Files.getAttribute(file, "unix:gid")).isEqualTo(23456);
    assertThat(file).hasContent("new");
  }

  @Test
  void otherNamesOfTheFileSeeTheNewContent() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "the old and longer content");
    Path other = Files.createLink(folder.resolve("other"), file);
    AtomicFile.write(file, text("new"));
    assertThat(other).hasContent("new");
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void aReadOnlyFileIsNotReplaced() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    assumeThat(file.toFile().setReadOnly()).isTrue();
    assumeThat(Files.isWritable(file)).as("permissions count").isFalse();
    String message = file + ": is read-only; make it writable or use another file";
    assertThatIOException().isThrownBy(() -> AtomicFile.requireWritable(file)).withMessage(message);
    assertThatIOException()
        .isThrownBy(() -> AtomicFile.write(file, text("new")))
        .withMessage(message);
    assertThat(file).hasContent("old");
  }

  @Test
  void devicesAndPipesAreNotReplaced() throws Exception {
    String message = ": is a device or a pipe, cannot be replaced by a file";
    Path pipe = folder.resolve("pipe");
    assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThatIOException()
        .isThrownBy(() -> AtomicFile.requireWritable(pipe))
        .withMessage(pipe + message);
    assertThatIOException()
        .isThrownBy(() -> AtomicFile.write(pipe, text("new")))
        .withMessage(pipe + message);
    assertThat(Files.exists(pipe) && !Files.isRegularFile(pipe)).as("is a pipe").isTrue();
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");

    Path device = Path.of("/dev/null");
    assumeThat(device).as("a device").exists();
    // Not written to: root would replace the real one if this failed.
    Path link = Files.createSymbolicLink(folder.resolve("link"), device);
    assertThatIOException()
        .isThrownBy(() -> AtomicFile.requireWritable(link))
        .withMessage(link + message);
  }

  @Test
  void checkingLeavesNothingBehind() throws IOException {
    Path file = folder.resolve("file");
    AtomicFile.requireWritable(file);
    assertThat(folder).isEmptyDirectory();
    assertThatIOException()
        .isThrownBy(() -> AtomicFile.requireWritable(folder.resolve("missing").resolve("file")))
        .withMessageContaining("does not exist");
    assertThatIOException().isThrownBy(() -> AtomicFile.requireWritable(folder));
  }
}
