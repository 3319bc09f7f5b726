package io.github.stylizer.internal.io;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Folders in a place that all users share, which only one of them can read and write. */
final class PrivateFolder {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);
  private static final Path PROCESS = Path.of("/proc/self");

  private PrivateFolder() {}

  /**
   * Creates this user's folder in the system's temporary directory, or finds the one that an
   * earlier process created.
   *
   * @param settings which name the user and the temporary directory
   * @param name the start of its name
   * @return the folder
   * @throws IOException if it cannot be created, or belongs to somebody else or is open to others:
   *     code that lies there could be anybody's
   */
  static Path temporary(Settings settings, String name) throws IOException {
    Path parent = Path.of(settings.property("java.io.tmpdir").orElse("/tmp")).toAbsolutePath();
    String user = user(settings);
    Path folder = parent.resolve(name + "-" + user);
    // On Windows the temporary directory is the user's own.
    boolean posix = Files.getFileStore(parent).supportsFileAttributeView("posix");
    try {
      if (posix) {
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      } else {
        Files.createDirectory(folder);
      }
    } catch (FileAlreadyExistsException e) {
      if (posix) {
        requirePrivate(folder, user);
      }
    } catch (IOException e) {
      throw new IOException("the folder " + folder + " cannot be created (" + e + ")", e);
    }
    return folder;
  }

  private static void requirePrivate(Path folder, String user) throws IOException {
    PosixFileAttributes found =
        Files.getFileAttributeView(folder, PosixFileAttributeView.class, NOFOLLOW_LINKS)
            .readAttributes();
    boolean isPrivate = found.isDirectory() && found.permissions().equals(OWNER_ONLY);
    if (!isPrivate || !found.owner().getName().equals(user)) {
      throw new IOException(
          folder
              + " belongs to "
              + found.owner().getName()
              + " with the permissions "
              + PosixFilePermissions.toString(found.permissions())
              + ", expected a folder of "
              + user
              + " that nobody else can use");
    }
  }

  /** Java does not know the name of a user number that has none; files do. */
  private static String user(Settings settings) throws IOException {
    String name = settings.property("user.name").orElse("?");
    return name.equals("?") ? Files.getOwner(PROCESS).getName() : name;
  }
}
