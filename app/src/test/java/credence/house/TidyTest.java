package credence.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Limits that keep the code readable. They may only be lowered.
class TidyTest {
  private static final int MAIN_FILE_LINES_MAX = 370;
  private static final int MAIN_METHOD_LINES_MAX = 53;
  private static final int TEST_FILE_LINES_MAX = 451;
  private static final int TEST_METHOD_LINES_MAX = 65;
  private static final int PACKAGE_TYPES_MAX = 30;

  /// The packages that have had more types, with how many they may have.
  private static final Map<String, Integer> LARGER_PACKAGES = Map.of("credence.app", 59);

  private static final Pattern DRAWER = Pattern.compile(".*(Util|Utils|Helper|Helpers|Manager)");

  /// Capitalised words of ARCHITECTURE.md in code quotes that are not types of the project.
  private static final Set<String> NOT_OURS = Set.of("StrictMath", "SIGTERM");

  /// What `formatted`, which uses the machine's locale, may hold: conversions without a locale.
  private static final Pattern WITHOUT_LOCALE =
      Pattern.compile("([^%]|%(\\d+\\$)?-?\\d*[scbxn%])*+");

  private record Method(Path file, String name, long lines) {}

  private static final List<Method> METHODS = new ArrayList<>();
  private static final Set<String> TYPES = new HashSet<>();
  private static final Map<String, Integer> PACKAGE_TYPES = new TreeMap<>();
  private static final List<String> FORMATTED_BY_LOCALE = new ArrayList<>();

  @BeforeAll
  static void readSources() throws IOException {
    JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of(),
                  null,
                  files.getJavaFileObjectsFromPaths(SourceTree.javaSources()));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        new Measure(unit, positions).scan(unit, null);
        if (isMain(Path.of(unit.getSourceFile().toUri()))) {
          PACKAGE_TYPES.merge(
              String.valueOf(unit.getPackageName()), unit.getTypeDecls().size(), Integer::sum);
        }
      }
    }
  }

  /// Whether a source is a main source.
  private static boolean isMain(Path source) {
    return !SourceTree.ROOT.relativize(source.toAbsolutePath()).toString().contains("src/test/");
  }

  @Test
  void noMethodIsLongerThanAScreen() {
    assertThat(METHODS).hasSizeGreaterThan(100);
    assertThat(METHODS)
        .filteredOn(
            method ->
                method.lines()
                    > (isMain(SourceTree.ROOT.resolve(method.file()))
                        ? MAIN_METHOD_LINES_MAX
                        : TEST_METHOD_LINES_MAX))
        .isEmpty();
  }

  @Test
  void namesOfMethodsAreInCamelCase() {
    assertThat(METHODS).filteredOn(method -> method.name().contains("_")).isEmpty();
  }

  @Test
  void noPackageHasMoreTypesThanAReaderKeepsInMind() {
    assertThat(PACKAGE_TYPES).hasSizeGreaterThan(20);
    assertThat(PACKAGE_TYPES)
        .allSatisfy(
            (name, types) ->
                assertThat(types)
                    .as(name)
                    .isLessThanOrEqualTo(LARGER_PACKAGES.getOrDefault(name, PACKAGE_TYPES_MAX)));
  }

  @Test
  void noFileIsLongerThanItsKindMayBe() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path source : SourceTree.javaSources()) {
      long lines;
      try (var text = Files.lines(source)) {
        lines = text.count();
      }
      if (lines > (isMain(source) ? MAIN_FILE_LINES_MAX : TEST_FILE_LINES_MAX)) {
        tooLong.add(lines + " " + SourceTree.ROOT.relativize(source));
      }
    }
    assertThat(tooLong).isEmpty();
  }

  @Test
  void noTypeIsADrawerForWhatHasNoPlace() {
    assertThat(TYPES).noneMatch(type -> DRAWER.matcher(type).matches());
  }

  @Test
  void everyTypeThatTheMapNamesExists() throws IOException {
    Matcher names =
        Pattern.compile("`([A-Z][A-Za-z0-9]+)`")
            .matcher(Files.readString(SourceTree.ROOT.resolve("ARCHITECTURE.md")));
    List<String> named = names.results().map(match -> match.group(1)).toList();
    assertThat(named).hasSizeGreaterThan(20);
    assertThat(named)
        .filteredOn(name -> !NOT_OURS.contains(name))
        .allSatisfy(name -> assertThat(TYPES).contains(name));
  }

  /// `ArchitectureTest` forbids the other ways to format by the machine's locale.
  @Test
  void noNumberIsFormattedByTheMachinesLocale() {
    assertThat(FORMATTED_BY_LOCALE).isEmpty();
  }

  @Test
  void nothingIsLeftToBeDoneLaterInAComment() throws IOException {
    Pattern later = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");
    for (Path source : SourceTree.javaSources()) {
      assertThat(later.matcher(Files.readString(source)).find()).as("%s", source).isFalse();
    }
  }

  private static final class Measure extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;

    Measure(CompilationUnitTree unit, SourcePositions positions) {
      this.unit = unit;
      this.positions = positions;
    }

    @Override
    public Void visitClass(ClassTree type, Void unused) {
      TYPES.add(type.getSimpleName().toString());
      return super.visitClass(type, null);
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
      long start = positions.getStartPosition(unit, method);
      long end = positions.getEndPosition(unit, method);
      if (end > start) {
        long lines =
            unit.getLineMap().getLineNumber(end) - unit.getLineMap().getLineNumber(start) + 1;
        METHODS.add(
            new Method(
                SourceTree.ROOT.relativize(Path.of(unit.getSourceFile().toUri())),
                method.getName().toString(),
                lines));
      }
      return super.visitMethod(method, null);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
      if (isMain(Path.of(unit.getSourceFile().toUri()))
          && call.getMethodSelect() instanceof MemberSelectTree select
          && select.getIdentifier().contentEquals("formatted")) {
        String format = constant(select.getExpression());
        if (format == null || !WITHOUT_LOCALE.matcher(format).matches()) {
          FORMATTED_BY_LOCALE.add(unit.getSourceFile().getName() + ": " + call);
        }
      }
      return super.visitMethodInvocation(call, null);
    }

    /// The value of a string that is written out; null of any other expression.
    private static @Nullable String constant(ExpressionTree expression) {
      return switch (expression) {
        case LiteralTree literal when literal.getValue() instanceof String text -> text;
        case ParenthesizedTree inner -> constant(inner.getExpression());
        case BinaryTree sum when sum.getKind() == Tree.Kind.PLUS -> {
          String left = constant(sum.getLeftOperand());
          String right = constant(sum.getRightOperand());
          yield left == null || right == null ? null : left + right;
        }
        default -> null;
      };
    }
  }
}
