package credence.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Ownership and permissions of written files.
///
/// A replaced file keeps its owner, group and mode. A new file in a folder of another user gets the
/// folder's owner, group and permissions: a command run by root with umask 077 must not lock out
/// the user whose server reads the home. A new file in the user's own folder is subject to the
/// umask. If the system does not permit or support this, nothing happens.
public final class FileOwnership {
  private static final Set<PosixFilePermission> NOT_OF_FILES =
      EnumSet.of(
          PosixFilePermission.OWNER_EXECUTE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_EXECUTE);

  private FileOwnership() {}

  /// Gives a new file the owner of its folder.
  public static void inherit(Path created) throws IOException {
    PosixFileAttributes folder = attributes(created.toAbsolutePath().resolveSibling(""));
    PosixFileAttributes own = attributes(created);
    if (folder == null || own == null || folder.owner().equals(own.owner())) {
      return;
    }
    EnumSet<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    permissions.addAll(folder.permissions());
    if (!own.isDirectory()) {
      permissions.removeAll(NOT_OF_FILES);
    }
    give(created, folder, permissions);
  }

  /// Gives a replacement the owner and mode of the file that it replaces; if there is none, the
  /// owner of the folder.
  static void take(Path replaced, Path replacement) throws IOException {
    PosixFileAttributes before = attributes(replaced);
    if (before == null || !before.isRegularFile()) {
      inherit(replacement);
    } else {
      give(replacement, before, before.permissions());
    }
  }

  private static void give(Path file, PosixFileAttributes as, Set<PosixFilePermission> permissions)
      throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    PosixFileAttributes own = view.readAttributes();
    if (!own.owner().equals(as.owner())) {
      tryTo(() -> view.setOwner(as.owner()));
    }
    if (!own.group().equals(as.group())) {
      tryTo(() -> view.setGroup(as.group()));
    }
    if (!own.permissions().equals(permissions)) {
      tryTo(() -> view.setPermissions(permissions));
    }
  }

  private interface Change {
    void make() throws IOException;
  }

  /// Only root may change a file's owner; for other users this is not an error.
  private static void tryTo(Change change) {
    try {
      change.make();
    } catch (IOException notPermitted) {
      return;
    }
  }

  /// Null if there is no such file or the file system does not support owners.
  private static @Nullable PosixFileAttributes attributes(Path file) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    try {
      return view == null ? null : view.readAttributes();
    } catch (NoSuchFileException e) {
      return null;
    }
  }
}
