package credence.registry;

import static credence.registry.RegistryExamples.CHANGE;
import static credence.registry.RegistryExamples.artifactOf;
import static credence.registry.RegistryExamples.bytesOf;
import static credence.registry.RegistryExamples.documentOf;
import static credence.registry.RegistryExamples.name;
import static credence.registry.RegistryExamples.names;
import static org.assertj.core.api.Assertions.assertThat;

import credence.hashing.Sha256;
import credence.model.ArtifactReference;
import credence.model.LocatedError;
import credence.registry.artifact.Artifact;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The contract of registries: the artifacts of versions.
public abstract class ArtifactsContract extends VersionsContract {
  private final Artifact trees = artifactOf("trees", 200_001);
  private final Artifact bins = artifactOf("bins", 70);
  private final List<Artifact> artifacts = List.of(trees, bins);

  private PublishOutcome publishWithArtifacts(String name) {
    return registry.publish(name(name), documentOf(name, artifacts), artifacts, CHANGE);
  }

  private void assertWhole(String version, Artifact artifact) throws IOException {
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    assertThat(
            reopen()
                .readArtifact(
                    name(version),
                    artifact.reference(),
                    (in, lengthBytes) -> {
                      assertThat(lengthBytes).isEqualTo(artifact.reference().bytes());
                      in.transferTo(copy);
                    }))
        .isEmpty();
    assertThat(artifact.copyTo(new ByteArrayOutputStream())).isEmpty();
    assertThat(Sha256.of(copy.toByteArray())).isEqualTo(artifact.reference().sha256());
  }

  private Optional<LocatedError> damage(String version, Artifact artifact) {
    return registry.readArtifact(name(version), artifact.reference(), ContentSink.NONE);
  }

  @Nested
  @DisplayName("when a version is published with artifacts")
  class PublishingArtifacts {
    @ParameterizedTest
    @ValueSource(ints = {1, 65_535, 65_536, 65_537, 1_000_000})
    void keepsThemByteForByte(int bytes) throws IOException {
      List<Artifact> one = List.of(artifactOf("trees", bytes));
      registry.publish(name("a"), documentOf("a", one), one, CHANGE);
      assertWhole("a", one.getFirst());
    }

    @Test
    void keepsAllOfThemAndRecordsTheDocumentAlone() throws IOException {
      assertThat(publishWithArtifacts("a")).isInstanceOf(PublishOutcome.Published.class);
      assertWhole("a", trees);
      assertWhole("a", bins);
      assertThat(records().getLast().event())
          .isEqualTo(new Event.Published(name("a"), Sha256.of(documentOf("a", artifacts)), true));
    }

    @Test
    void keepsTheSameArtifactForEachVersionThatHasIt() throws IOException {
      publishWithArtifacts("a");
      publishWithArtifacts("b");
      registry.remove(name("b"), CHANGE);
      assertWhole("a", trees);
    }

    @Test
    void keepsTwoArtifactsOfTheSameBytes() throws IOException {
      List<Artifact> two =
          List.of(artifactOf("one", bytesOf("x", 9)), artifactOf("two", bytesOf("x", 9)));
      registry.publish(name("a"), documentOf("a", two), two, CHANGE);
      assertWhole("a", two.getFirst());
      assertWhole("a", two.getLast());
    }

    @Test
    void verifiesThoseThatTheSinkLeavesUnread() {
      publishWithArtifacts("a");
      assertThat(damage("a", trees)).isEmpty();
      assertThat(registry.readArtifact(name("a"), trees.reference(), (in, _) -> in.skipNBytes(7)))
          .isEmpty();
    }

    @Test
    void callsThemDamagedIfTheSinkCannotReadThem() {
      publishWithArtifacts("a");
      assertThat(
              registry.readArtifact(
                  name("a"),
                  trees.reference(),
                  (_, _) -> {
                    throw new IOException("no trees");
                  }))
          .isPresent();
    }

    @Test
    void rejectsThemWithEveryErrorAtOnceAndChangesNothing() {
      byte[] bytes = bytesOf("x", 100);
      String sha256 = Sha256.of(bytes);
      ArtifactReference stated = new ArtifactReference("x", sha256, 100);
      List<Artifact> wrong =
          List.of(
              new Artifact(stated, () -> new ByteArrayInputStream(bytes, 0, 99)),
              new Artifact(stated, () -> new ByteArrayInputStream(new byte[101])),
              new Artifact(stated, () -> new ByteArrayInputStream(new byte[100])),
              new Artifact(
                  stated,
                  () -> {
                    throw new IOException("no such bytes");
                  }),
              trees);
      PublishOutcome outcome =
          registry.publish(
              name("a"), documentOf("a", wrong.subList(0, 4)), wrong, new Change("", "why"));
      assertThat(outcome)
          .isEqualTo(
              new Rejection.Invalid(
                  List.of(
                      new LocatedError("artifact x", "has 99 bytes; expected 100"),
                      new LocatedError("artifact x", "has more than 100 bytes; expected 100"),
                      new LocatedError(
                          "artifact x",
                          "has the SHA-256 " + Sha256.of(new byte[100]) + "; expected " + sha256),
                      new LocatedError("artifact x", "cannot be read: no such bytes"),
                      new LocatedError(
                          "artifact trees", "expected the document to name it by its SHA-256"),
                      new LocatedError("author", "must not be blank"))));
      assertThat(registry.state().position()).isZero();
      assertThat(registry.publish(name("a"), documentOf("a"), CHANGE))
          .isInstanceOf(PublishOutcome.Published.class);
    }

    @Test
    void rejectsThoseThatBreakTheLimits() {
      ModelRegistry limited =
          reopen(new RegistryLimits(10_000, 2, 69, 1_000, 100, 100, 1, 10, 10, 100));
      assertThat(limited.publish(name("a"), documentOf("a", artifacts), artifacts, CHANGE))
          .isEqualTo(
              new Rejection.Invalid(
                  List.of(
                      new LocatedError(
                          "artifact trees", "has 200001 bytes; at most 69 are allowed"),
                      new LocatedError("artifact bins", "has 70 bytes; at most 69 are allowed"))));
      List<Artifact> three = IntStream.range(0, 3).mapToObj(i -> artifactOf("a" + i, 10)).toList();
      assertThat(limited.publish(name("a"), documentOf("a", three), three, CHANGE))
          .isEqualTo(
              new Rejection.Invalid(
                  List.of(new LocatedError("artifacts", "there are 3; at most 2 are allowed"))));
      assertThat(registry.state().position()).isZero();
    }

    @Test
    void rejectsOneThatChangesWhileItIsPublished() {
      AtomicInteger opened = new AtomicInteger();
      Artifact changing =
          new Artifact(
              bins.reference(),
              () ->
                  opened.getAndIncrement() == 0
                      ? bins.source().open()
                      : new ByteArrayInputStream(new byte[70]));
      List<Artifact> both = List.of(trees, changing);
      assertThat(registry.publish(name("a"), documentOf("a", both), both, CHANGE))
          .isEqualTo(
              new Rejection.Invalid(
                  List.of(
                      new LocatedError(
                          "artifact bins",
                          "has the SHA-256 "
                              + Sha256.of(new byte[70])
                              + "; expected "
                              + bins.reference().sha256()))));
      assertThat(registry.state().position()).isZero();
      registry.publish(name("a"), documentOf("a"), CHANGE);
      assertThat(damage("a", trees)).isPresent();
    }

    @Test
    void keepsNothingOfThemIfTheVersionIsNotWanted() {
      publish("a");
      byte[] document = documentOf("b", artifacts);
      assertThat(registry.publishIf(() -> false, name("b"), document, artifacts, CHANGE))
          .isEqualTo(new PublishOutcome.NotWanted(name("b")));
      registry.publish(name("b"), document, CHANGE);
      assertThat(damage("b", trees)).isPresent();
      assertThat(damage("b", bins)).isPresent();
    }

    @Test
    void hasThemBeforeItAsksWhetherTheVersionIsWanted() throws IOException {
      byte[] document = documentOf("a", artifacts);
      assertThat(
              registry.publishIf(
                  () -> names(reopen().state()).isEmpty(), name("a"), document, artifacts, CHANGE))
          .isInstanceOf(PublishOutcome.Published.class);
      assertWhole("a", trees);
    }
  }

  @Nested
  @DisplayName("when an artifact is damaged")
  class DamagedArtifacts {
    @Test
    void saysSoAndGivesTheOthersAndTheDocument() throws IOException {
      publishWithArtifacts("a");
      byte[] flipped = bytesOf("trees", 200_001);
      flipped[100_000] ^= 1;
      overwriteArtifact(name("a"), trees.reference(), flipped);
      assertThat(damage("a", trees)).isPresent();
      assertWhole("a", bins);
      assertThat(registry.document(name("a"))).isInstanceOf(DocumentReading.Whole.class);
      assertThat(registry.state().damage()).isEmpty();
    }

    @Test
    void saysSoIfItIsShorterOrLonger() throws IOException {
      publishWithArtifacts("a");
      overwriteArtifact(name("a"), bins.reference(), bytesOf("bins", 69));
      assertThat(damage("a", bins)).isPresent();
      overwriteArtifact(name("a"), bins.reference(), bytesOf("bins", 71));
      assertThat(damage("a", bins)).isPresent();
    }

    @Test
    void saysSoIfTheVersionHasNoneLikeIt() {
      publish("a");
      assertThat(damage("a", trees)).isPresent();
    }

    @Test
    void saysThatAVersionIsUnknownRatherThanDamaged() {
      publishWithArtifacts("a");
      publishWithArtifacts("b");
      registry.remove(name("b"), CHANGE);
      for (String unknown : List.of("b", "c")) {
        assertThat(damage(unknown, trees))
            .contains(
                new LocatedError(unknown, "expected the name of a version that was published"));
      }
    }

    @Test
    void isRepairedByPublishingTheSameVersionAgain() throws IOException {
      publishWithArtifacts("a");
      overwriteArtifact(name("a"), bins.reference(), bytesOf("other", 70));
      Publication publication = registry.state().publications().getFirst();
      assertThat(publishWithArtifacts("a"))
          .isEqualTo(new PublishOutcome.Unchanged(publication, true));
      assertWhole("a", bins);
      assertWhole("a", trees);
      assertThat(publishWithArtifacts("a"))
          .isEqualTo(new PublishOutcome.Unchanged(publication, false));
      assertThat(records()).hasSize(1);
    }

    @Test
    void isRepairedTogetherWithTheDocument() throws IOException {
      publishWithArtifacts("a");
      overwriteArtifact(name("a"), bins.reference(), bytesOf("other", 70));
      overwriteDocument(name("a"), documentOf("a"));
      assertThat(publishWithArtifacts("a").message()).contains("rewritten");
      assertWhole("a", bins);
      assertThat(registry.document(name("a"))).isInstanceOf(DocumentReading.Whole.class);
    }

    @Test
    void staysIfTheVersionIsPublishedAgainWithoutIt() throws IOException {
      publishWithArtifacts("a");
      overwriteArtifact(name("a"), bins.reference(), bytesOf("other", 70));
      registry.publish(name("a"), documentOf("a", artifacts), List.of(trees), CHANGE);
      assertThat(damage("a", bins)).isPresent();
      assertWhole("a", trees);
    }
  }

  @Nested
  @DisplayName("when a version with artifacts is removed")
  class RemovingArtifacts {
    @Test
    void forgetsThem() {
      publish("a");
      publishWithArtifacts("b");
      registry.remove(name("b"), CHANGE);
      registry.publish(name("b"), documentOf("b", artifacts), CHANGE);
      assertThat(damage("b", trees)).isPresent();
      assertThat(damage("b", bins)).isPresent();
    }

    @Test
    void hasThemAgainIfTheVersionIsPublishedAgainWithThem() throws IOException {
      publish("a");
      publishWithArtifacts("b");
      registry.remove(name("b"), CHANGE);
      assertThat(publishWithArtifacts("b")).isInstanceOf(PublishOutcome.Published.class);
      assertWhole("b", trees);
      assertWhole("b", bins);
    }
  }
}
