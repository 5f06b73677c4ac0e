package credence.comparison;

import credence.document.ComparisonDocument;
import credence.document.HoldoutUsesDocument;
import credence.document.StoredDocument;
import credence.files.ChecksummedText;
import credence.model.Comparison;
import credence.model.HoldoutUses;
import credence.model.HoldoutUses.Use;
import credence.model.LocatedError;
import credence.model.VersionName;
import credence.registry.Publication;
import credence.registry.RegistryException;
import credence.registry.directory.ComparisonFolder;
import credence.registry.directory.ComparisonFolder.Pair;
import credence.registry.directory.HoldoutFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// The comparisons of a home, a file with a checksum for each pair of versions.
public final class DirectoryComparisons implements Comparisons {
  private final ComparisonFolder folder;
  private final HoldoutFile holdout;
  private final Consumer<LocatedError> onDamage;

  /// The comparisons of a home, which need not exist yet.
  public DirectoryComparisons(Path home) {
    this(home, _ -> {});
  }

  /// The comparisons of a home, which need not exist yet.
  ///
  /// @param onDamage receives each damaged file, each time it is read
  public DirectoryComparisons(Path home, Consumer<LocatedError> onDamage) {
    this.folder = new ComparisonFolder(home);
    this.holdout = new HoldoutFile(home);
    this.onDamage = onDamage;
  }

  @Override
  public void keep(Comparison comparison) {
    folder.keep(
        new Pair(comparison.candidate().name(), comparison.champion().name()),
        ChecksummedText.seal(ComparisonDocument.write(comparison)));
  }

  @Override
  public Reading of(VersionName candidate, VersionName champion) {
    return read(new Pair(candidate, champion));
  }

  @Override
  public List<Comparison> of(VersionName candidate) {
    List<Comparison> kept = new ArrayList<>();
    for (Pair pair : pairs()) {
      if (pair.candidate().equals(candidate) && read(pair) instanceof Kept(Comparison comparison)) {
        kept.add(comparison);
      }
    }
    return kept;
  }

  @Override
  public long record(Use use, Publication present) {
    List<HoldoutUses> recorded = new ArrayList<>();
    holdout.update(
        stored -> {
          HoldoutUses uses = withEarlier(uses(stored).with(use), present, use.championMove());
          recorded.add(uses);
          return ChecksummedText.seal(HoldoutUsesDocument.write(uses));
        });
    return versionsCompared(recorded.getFirst(), use.candidate(), present, use.championMove());
  }

  @Override
  public long versionsCompared(VersionName version, Publication present, long championMove) {
    HoldoutUses uses = withEarlier(uses(holdout.read()), present, championMove);
    return versionsCompared(uses, version, present, championMove);
  }

  private long versionsCompared(
      HoldoutUses uses, VersionName version, Publication present, long championMove) {
    long stored =
        read(new Pair(version, present.name())) instanceof Kept(Comparison kept)
                && isWith(present, kept)
            ? kept.heldOut().versions()
            : 1;
    return Math.max(stored, uses.versionsCompared(version, present.name(), championMove));
  }

  /// The uses, with those that an earlier build did not record but whose comparisons with the
  /// present champion it kept. Their customers are unknown.
  private HoldoutUses withEarlier(HoldoutUses uses, Publication present, long championMove) {
    HoldoutUses all = uses;
    for (Pair pair : folder.pairs()) {
      if (pair.champion().equals(present.name())
          && !uses.contains(pair.candidate(), pair.champion())
          && isWith(present, read(pair))) {
        all = all.with(new Use(championMove, pair.candidate(), pair.champion(), null));
      }
    }
    return all;
  }

  private static boolean isWith(Publication champion, Reading reading) {
    return switch (reading) {
      case Absent _ -> false;
      case Damaged _ -> true;
      case Kept(Comparison kept) -> isWith(champion, kept);
    };
  }

  private static boolean isWith(Publication champion, Comparison comparison) {
    return comparison.champion().documentSha256().equals(champion.sha256());
  }

  private HoldoutUses uses(Optional<byte[]> stored) {
    if (stored.isEmpty()) {
      return HoldoutUses.NONE;
    }
    return switch (opened(stored.get(), HoldoutUsesDocument::read)) {
      case StoredDocument.Read<HoldoutUses>(HoldoutUses uses) -> uses;
      case StoredDocument.Unreadable<HoldoutUses>(String problem) -> throw damaged(problem);
    };
  }

  private static <T> StoredDocument<T> opened(
      byte[] text, Function<byte[], StoredDocument<T>> reader) {
    return switch (ChecksummedText.open(text)) {
      case ChecksummedText.Damaged _ ->
          new StoredDocument.Unreadable<>("does not match its checksum");
      case ChecksummedText.Whole(byte[] json) -> reader.apply(json);
    };
  }

  private RegistryException damaged(String problem) {
    return new RegistryException(
        holdout.path()
            + " "
            + problem
            + ", so the number of versions compared is unknown; restore it from a backup, or delete it: then only the comparisons that are still stored count");
  }

  private List<Pair> pairs() {
    try {
      return folder.pairs();
    } catch (RegistryException e) {
      onDamage.accept(new LocatedError(folder.path().toString(), e.getMessage()));
      return List.of();
    }
  }

  private Reading read(Pair pair) {
    try {
      Optional<byte[]> text = folder.read(pair);
      return text.isEmpty() ? new Absent() : read(pair, text.get());
    } catch (RegistryException e) {
      return damaged(pair, e.getMessage());
    }
  }

  private Reading read(Pair pair, byte[] text) {
    return switch (opened(text, ComparisonDocument::read)) {
      case StoredDocument.Read<Comparison>(Comparison comparison) ->
          comparison.candidate().name().equals(pair.candidate())
                  && comparison.champion().name().equals(pair.champion())
              ? new Kept(comparison)
              : damaged(pair, "is the comparison of other versions");
      case StoredDocument.Unreadable<Comparison>(String problem) -> damaged(pair, problem);
    };
  }

  private Damaged damaged(Pair pair, String problem) {
    LocatedError error =
        new LocatedError(
            folder.file(pair).toString(),
            problem
                + "; run the comparison again: credence compare %s --with %s"
                    .formatted(pair.candidate(), pair.champion()));
    onDamage.accept(error);
    return new Damaged(error);
  }
}
