package credence.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import credence.comparison.Comparisons;
import credence.http.predict.Protocols;
import credence.registry.ModelRegistry;
import credence.run.TrainingRuns;
import credence.run.TrainingSets;
import credence.scoring.Scorer;
import credence.token.AccessTokens;
import credence.wire.Codec;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.nio.channels.FileChannel;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// The invariants of ARCHITECTURE.md that can be read off the code: each rule's reason is the map's
/// own sentence.
class ArchitectureTest {
  private static final JavaClasses CREDENCE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("credence");

  private static final String[] PURE = {
    "credence.model",
    "credence.scoring",
    "credence.evaluation..",
    "credence.hashing",
    "credence.assignment"
  };
  private static final String[] TRAINING = {
    "credence.job..",
    "credence.profiling..",
    "credence.training..",
    "credence.fitting..",
    "credence.logistic..",
    "credence.splitting..",
    "credence.dataset..",
    "credence.csv..",
    "credence.engine.."
  };
  private static final String[] SERVER = {
    "credence.prediction..",
    "credence.http..",
    "credence.wire..",
    "credence.access..",
    "credence.console..",
    "credence.chart..",
    "credence.retraining..",
    "credence.tls..",
    "credence.memory.."
  };

  /// The transport of requests and its dependencies: of the answers, only that of a record.
  private static final String[] TRANSPORT = {
    "credence.http",
    "credence.http.settings",
    "credence.http.problem",
    "credence.http.head",
    "credence.http.departure",
    "credence.http.answer"
  };

  private static final List<Class<?>> PARTS_OF_A_HOME =
      List.of(
          ModelRegistry.class,
          Comparisons.class,
          TrainingSets.class,
          TrainingRuns.class,
          AccessTokens.class);

  /// What formats by the locale of the machine. Whether `String.formatted` does so depends on the
  /// format: `TidyTest` checks those in sources, and pages may not call it.
  private static final Set<String> BY_DEFAULT_LOCALE =
      Set.of(
          "java.lang.String.format(java.lang.String, [Ljava.lang.Object;)",
          "java.lang.String.toLowerCase()",
          "java.lang.String.toUpperCase()",
          "java.io.PrintStream.printf(java.lang.String, [Ljava.lang.Object;)",
          "java.io.PrintStream.format(java.lang.String, [Ljava.lang.Object;)",
          "java.io.PrintWriter.printf(java.lang.String, [Ljava.lang.Object;)",
          "java.io.PrintWriter.format(java.lang.String, [Ljava.lang.Object;)",
          "java.time.format.DateTimeFormatter.ofPattern(java.lang.String)",
          "java.time.format.DateTimeFormatter.ofLocalizedDate(java.time.format.FormatStyle)",
          "java.time.format.DateTimeFormatter.ofLocalizedTime(java.time.format.FormatStyle)",
          "java.time.format.DateTimeFormatter.ofLocalizedDateTime(java.time.format.FormatStyle)",
          "java.time.format.DateTimeFormatterBuilder.toFormatter()",
          "java.util.Formatter.<init>()",
          "java.util.Formatter.<init>(java.lang.Appendable)",
          "java.util.Scanner.<init>(java.io.InputStream)",
          "java.util.Scanner.<init>(java.lang.String)",
          "java.util.Locale.getDefault()",
          "java.util.Locale.getDefault(java.util.Locale$Category)");

  static final List<ArchRule> RULES =
      List.of(
          classes()
              .that()
              .resideInAnyPackage(PURE)
              .should()
              .onlyDependOnClassesThat(
                  resideInAnyPackage(PURE)
                      .or(
                          resideInAnyPackage("java.lang..", "java.util..", "java.time..")
                              .or(resideInAnyPackage("java.math", "java.security", "java.nio.."))
                              .or(resideInAnyPackage("org.jspecify.."))))
              .because("`model`, `scoring` and `evaluation` need the JDK alone"),
          noClasses()
              .that()
              .resideInAnyPackage(PURE)
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage("java.io", "java.nio.file..", "java.nio.channels..", "java.net..")
              .because("`model`, `scoring` and `evaluation` do no I/O"),
          noClasses()
              .that(not(resideInAnyPackage("credence.http..")))
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage("io.vertx..", "io.netty..")
              .because("only `http` knows status codes"),
          noClasses()
              .that()
              .resideInAPackage("credence.wire..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage("credence.http..", "java.net.http..")
              .because("codecs know no HTTP"),
          noClasses()
              .that(not(equivalentTo(Protocols.class)))
              .should()
              .callConstructorWhere(
                  describe(
                      "makes a codec", call -> call.getTargetOwner().isAssignableTo(Codec.class)))
              .because("only `Protocols` knows which codecs there are"),
          noClasses()
              .that()
              .resideInAPackage("credence.prediction..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage("credence.http..", "credence.wire..")
              .because("`prediction` could be called from anywhere"),
          noClasses()
              .that()
              .resideInAnyPackage(SERVER)
              .should()
              .dependOnClassesThat(
                  resideInAnyPackage(TRAINING).or(resideInAnyPackage("org.duckdb..")))
              .because("the server cannot read parquet"),
          noClasses()
              .that(resideOutsideOfPackages(TRAINING))
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage("org.duckdb..", "de.bwaldvogel..", "org.ejml..")
              .because("only training knows DuckDB and the solvers' libraries"),
          noClasses()
              .that(resideOutsideOfPackages("credence.app.."))
              .should()
              .dependOnClassesThat()
              .resideInAPackage("credence.app..")
              .because("nothing depends on app"),
          noClasses()
              .should()
              .dependOnClassesThat()
              .areAssignableTo(ObjectInputStream.class)
              .orShould()
              .dependOnClassesThat()
              .resideInAnyPackage("javax.script..", "java.rmi..")
              .because("no request can make the server run code from an artifact"),
          noClasses()
              .that(resideOutsideOfPackages("credence.app.."))
              .should()
              .callMethod(System.class, "exit", int.class)
              .orShould()
              .accessField(System.class, "out")
              .because("only the command line writes to standard output and ends the process"),
          noClasses()
              .that(resideOutsideOfPackages("credence.files..", "credence.benchmarks.."))
              .should()
              .callMethod(Files.class, "move", Path.class, Path.class, CopyOption[].class)
              .orShould()
              .callMethod(FileChannel.class, "force", boolean.class)
              .because("only `files` renames what was written, and syncs file and folder"),
          noClasses()
              .that(resideOutsideOfPackages("credence.home.."))
              .should()
              .callConstructorWhere(ofAPartOfAHomeByAnotherClass())
              .because("only `home` knows what keeps the parts of a home"),
          SlicesRuleDefinition.slices()
              .matching("credence.(*)..")
              .should()
              .beFreeOfCycles()
              .because("a package is a concept, and concepts do not lean on each other in circles"),
          SlicesRuleDefinition.slices()
              .matching("credence.(**)")
              .should()
              .beFreeOfCycles()
              .because("no two packages of any depth lean on each other, those of `http` included"),
          noClasses()
              .that()
              .resideInAnyPackage(TRANSPORT)
              .should()
              .dependOnClassesThat(
                  resideInAPackage("credence.http..").and(not(resideInAnyPackage(TRANSPORT))))
              .because("what carries requests knows nothing of what answers them"),
          noClasses()
              .that(not(nameMatching("credence\\.http\\.VertxInternals(\\$.*)?")))
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(
                  "io.vertx.core.impl..", "io.vertx.core.*.impl..", "io.vertx.core.internal..")
              .because("only `VertxInternals` uses what Vert.x does not publish"),
          noClasses()
              .should()
              .accessTargetWhere(
                  describe(
                      "formats by the default locale",
                      access ->
                          BY_DEFAULT_LOCALE.contains(access.getTarget().getFullName())
                              || (access.getOriginOwner().getSimpleName().startsWith("Jte")
                                  && access.getTarget().getName().equals("formatted"))))
              .orShould()
              .dependOnClassesThat()
              .resideInAPackage("java.text")
              .because("text is formatted by a stated locale, never by the machine's"),
          SlicesRuleDefinition.slices()
              .matching("credence.http.(plain|predict|admin)")
              .should()
              .notDependOnEachOther()
              .because("the plain path, predictions and the admin port do not know each other"));

  private static DescribedPredicate<JavaConstructorCall> ofAPartOfAHomeByAnotherClass() {
    return describe(
        "makes a part of a home",
        call ->
            !call.getOriginOwner().isAssignableTo(call.getTargetOwner().getName())
                && PARTS_OF_A_HOME.stream().anyMatch(call.getTargetOwner()::isAssignableTo));
  }

  @ParameterizedTest
  @FieldSource("RULES")
  void theCodeKeepsTheInvariant(ArchRule rule) {
    rule.check(CREDENCE);
  }

  @Test
  void eachRulesReasonIsASentenceOfTheMap() throws IOException {
    String map =
        Files.readString(SourceTree.ROOT.resolve("ARCHITECTURE.md")).replaceAll("\\s+", " ");
    for (ArchRule rule : RULES) {
      String reason = rule.getDescription().replaceAll("(?s).*, because ", "");
      assertThat(map).as("ARCHITECTURE.md").contains(reason);
    }
  }

  @Test
  void eachInvariantOfTheMapIsARuleOrNamesTestsThatExist() throws IOException {
    String map = Files.readString(SourceTree.ROOT.resolve("ARCHITECTURE.md"));
    String section = map.substring(map.indexOf("## Invariants"), map.indexOf("## Across"));
    List<String> invariants =
        Stream.of(section.split("\n- ", -1)).skip(1).map(i -> i.replaceAll("\\s+", " ")).toList();
    assertThat(invariants).hasSizeGreaterThan(RULES.size());
    Set<String> sources =
        SourceTree.javaSources().stream()
            .map(file -> file.getFileName().toString())
            .collect(Collectors.toSet());
    for (String invariant : invariants) {
      List<String> tests =
          Pattern.compile("`([A-Z]\\w+(?:Test|IT|Contract))`")
              .matcher(invariant)
              .results()
              .map(named -> named.group(1) + ".java")
              .toList();
      boolean isRule =
          RULES.stream()
              .map(rule -> rule.getDescription().replaceAll("(?s).*, because ", ""))
              .anyMatch(invariant::contains);
      assertThat(isRule || !tests.isEmpty()).as(invariant).isTrue();
      assertThat(sources).as(invariant).containsAll(tests);
    }
  }

  @Test
  void theRulesLookAtTheCodeThatIsThere() {
    assertThat(CREDENCE.contain(Scorer.class)).isTrue();
    for (String slice : List.of("model", "http", "training", "registry", "app")) {
      assertThat(CREDENCE.stream().map(type -> type.getPackageName()))
          .anyMatch(name -> name.equals("credence." + slice));
    }
  }
}
