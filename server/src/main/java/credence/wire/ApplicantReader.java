package credence.wire;

import credence.scoring.FeatureVector;
import credence.scoring.InputLayout;
import org.jspecify.annotations.Nullable;

/// Reads an applicant's record, one JSON object, into the slots of a layout. Made once for each
/// plan and thread, and used again for each record; not safe for use by several threads.
///
/// Two readers with one meaning: a fast one that knows only the plain and faultless, and a careful
/// one that decides all else.
public final class ApplicantReader {
  private final Fields fields;
  private final WireLimits limits;
  private final FeatureVector vector;
  private final FastReader fast;
  private final CarefulReader careful;
  private int idFrom;
  private int idTo;
  private @Nullable ReadProblem problem;

  /// A reader into a layout.
  ///
  /// @param layout the inputs that are read; other fields are accepted and ignored
  /// @param limits what one record may have
  public ApplicantReader(InputLayout layout, WireLimits limits) {
    this(new Fields(layout), limits, layout.size());
  }

  private ApplicantReader(Fields fields, WireLimits limits, int slots) {
    this.fields = fields;
    this.limits = limits;
    vector = new FeatureVector(slots);
    fast = new FastReader(fields, limits, vector);
    careful = new CarefulReader(fields, limits, vector);
  }

  /// A reader into the same layout for another thread. What finds the fields is shared.
  public ApplicantReader another() {
    return new ApplicantReader(fields, limits, vector.size());
  }

  /// Reads one record. An input of the wrong type or near a misspelt name is a flaw of its slot and
  /// no fault of the record: which versions it keeps from scoring, their scorers say.
  ///
  /// @param bytes holds the record, and perhaps more
  /// @param from where the record begins
  /// @param to where it ends
  /// @return true if the record was read; false: [#problem()] says why
  public boolean read(byte[] bytes, int from, int to) {
    if (fast.read(bytes, from, to)) {
      problem = null;
      idFrom = fast.idFrom();
      idTo = fast.idTo();
      return true;
    }
    problem = careful.read(bytes, from, to);
    idFrom = careful.idFrom();
    idTo = careful.idTo();
    return problem == null;
  }

  /// The values of the record read last; also after [ReadProblem.Kind#INVALID_ID], so that the
  /// faults of the inputs can be told with it.
  public FeatureVector vector() {
    return vector;
  }

  /// Where the id's literal begins in the bytes read last: a string with its quotes or an integer.
  public int idFrom() {
    return idFrom;
  }

  /// Where the id's literal ends, exclusive.
  public int idTo() {
    return idTo;
  }

  /// Why the record read last was not read.
  ///
  /// @throws IllegalStateException if it was
  public ReadProblem problem() {
    if (problem == null) {
      throw new IllegalStateException("the last record was read without a problem");
    }
    return problem;
  }
}
