package credence.wire;

import credence.scoring.FeatureVector;
import credence.scoring.InputLayout;

/// Reads an applicant's record, a JSON object, into the slots of a layout. Created once for each
/// plan and thread, and reused for each record.
///
/// Combines two readers that agree on every input: a fast one for simple valid records and a
/// careful one for everything else.
///
/// Not thread-safe.
public final class ApplicantReader extends RecordReader {
  private final Fields fields;
  private final WireLimits limits;
  private final FastReader fast;
  private final CarefulReader careful;
  private final IdText idText = new IdText();

  /// Creates a reader for a layout.
  ///
  /// @param layout the inputs to read; other fields are accepted and ignored
  /// @param limits the limits of one record
  public ApplicantReader(InputLayout layout, WireLimits limits) {
    this(new Fields(layout), limits, new FeatureVector(layout.size()));
  }

  private ApplicantReader(Fields fields, WireLimits limits, FeatureVector vector) {
    super(vector);
    this.fields = fields;
    this.limits = limits;
    fast = new FastReader(fields, limits, vector);
    careful = new CarefulReader(fields, limits, vector);
  }

  @Override
  public ApplicantReader forAnotherThread() {
    return new ApplicantReader(fields, limits, new FeatureVector(vector().size()));
  }

  @Override
  public boolean read(byte[] bytes, int from, int to) {
    if (fast.read(bytes, from, to)) {
      return setResult(fast.idFrom(), fast.idTo(), null);
    }
    ReadError error = careful.read(bytes, from, to);
    return setResult(careful.idFrom(), careful.idTo(), error);
  }

  @Override
  public IdText idText(byte[] bytes) {
    idText.read(bytes, idFrom(), idTo());
    return idText;
  }
}
