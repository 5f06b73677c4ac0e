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

/// Who owns what is written, and who may read it.
///
/// A file that is replaced keeps owner, group and mode. What is new in a folder of another user
/// takes owner, group and permissions of the folder: a command that root runs under umask 077 must
/// not lock the user out whose server reads the home. What is new in a folder of one's own is left
/// to the umask. Where the system does not permit that, or has no such owners, nothing happens.
public final class FileOwnership {
  private static final Set<PosixFilePermission> NOT_OF_FILES =
      EnumSet.of(
          PosixFilePermission.OWNER_EXECUTE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_EXECUTE);

  private FileOwnership() {}

  /// Gives something new the owner that its folder asks for.
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

  /// Gives a replacement the owner and mode of the file that it replaces; if there is none yet, the
  /// owner that the folder asks for.
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

  /// Only root may give a file away; that nobody else can is no reason not to write.
  private static void tryTo(Change change) {
    try {
      change.make();
    } catch (IOException notPermitted) {
      return;
    }
  }

  /// Null if there is no such file, or the file system knows no owners.
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
