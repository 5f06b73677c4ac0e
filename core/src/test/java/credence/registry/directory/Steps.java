package credence.registry.directory;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.InvocationTargetException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;

/// Runs a change of a registry up to one of the steps that it takes on the disk, as if its process
/// were killed there.
///
/// The classes of the registry are loaded anew, with a call of [#step()] before each call that
/// creates, writes, cuts, syncs, renames or deletes a file or folder.
public final class Steps {
  private static final Set<String> STEPS =
      Set.of(
          key(Files.class, "move"),
          key(Files.class, "delete"),
          key(Files.class, "deleteIfExists"),
          key(Files.class, "createDirectories"),
          key(Files.class, "newOutputStream"),
          key(FileChannel.class, "force"),
          key(FileDescriptor.class, "sync"),
          key(FileOutputStream.class, ConstantDescs.INIT_NAME),
          key(FileOutputStream.class, "write"),
          key(OutputStream.class, "write"),
          key(RandomAccessFile.class, ConstantDescs.INIT_NAME),
          key(RandomAccessFile.class, "write"),
          key(RandomAccessFile.class, "setLength"));

  private static final Loader LOADER = new Loader();
  private static int left;

  private Steps() {}

  /// Ends a change as if its process had been killed.
  private static final class Killed extends Error {
    Killed() {
      super("killed", null, false, false);
    }
  }

  /// Called by the change before each of its steps. Once it has been killed it takes none any more,
  /// whatever it tries.
  public static void step() {
    if (left == 0) {
      throw new Killed();
    }
    left--;
  }

  /// Makes a change until it has taken so many steps.
  ///
  /// @param change the name of a public method of [StepwiseChange]
  /// @return whether it was killed before it was complete
  static boolean isKilledAfter(int steps, String change, Path home)
      throws ReflectiveOperationException {
    left = steps;
    try {
      LOADER
          .loadClass("credence.registry.directory.StepwiseChange")
          .getMethod(change, Path.class)
          .invoke(null, home);
      return false;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Killed) {
        return true;
      }
      throw e;
    } finally {
      left = Integer.MAX_VALUE;
    }
  }

  private static String key(Class<?> owner, String method) {
    return owner.getName().replace('.', '/') + "." + method;
  }

  /// Loads the classes of the registry with their steps.
  private static final class Loader extends ClassLoader {
    private static final ClassDesc STEPS_CLASS = ClassDesc.of(Steps.class.getName());

    Loader() {
      super(Steps.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("credence.") || name.equals(Steps.class.getName())) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        if (loaded != null) {
          return loaded;
        }
        byte[] bytes = withSteps(name);
        return defineClass(name, bytes, 0, bytes.length);
      }
    }

    private byte[] withSteps(String name) throws ClassNotFoundException {
      String file = name.replace('.', '/') + ".class";
      try (InputStream in = Objects.requireNonNull(getResourceAsStream(file))) {
        ClassFile classFile =
            ClassFile.of(
                ClassFile.ClassHierarchyResolverOption.of(
                    ClassHierarchyResolver.ofResourceParsing(getParent())));
        return classFile.transformClass(
            classFile.parse(in.readAllBytes()),
            ClassTransform.transformingMethodBodies(
                (code, element) -> {
                  if (element instanceof InvokeInstruction call
                      && STEPS.contains(
                          call.owner().asInternalName() + "." + call.name().stringValue())) {
                    code.invokestatic(
                        STEPS_CLASS, "step", MethodTypeDesc.of(ConstantDescs.CD_void));
                  }
                  code.with(element);
                }));
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
