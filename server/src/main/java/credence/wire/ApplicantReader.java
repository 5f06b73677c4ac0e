package credence.wire;

import credence.scoring.FeatureVector;
import credence.scoring.InputLayout;

/// Reads an applicant's record, one JSON object, into the slots of a layout. Made once for each
/// plan and thread, and used again for each record; not safe for use by several threads.
///
/// Two readers with one meaning: a fast one that knows only the plain and faultless, and a careful
/// one that decides all else.
public final class ApplicantReader extends RecordReader {
  private final Fields fields;
  private final WireLimits limits;
  private final FastReader fast;
  private final CarefulReader careful;
  private final IdText idText = new IdText();

  /// A reader into a layout.
  ///
  /// @param layout the inputs that are read; other fields are accepted and ignored
  /// @param limits what one record may have
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
      return note(fast.idFrom(), fast.idTo(), null);
    }
    ReadError error = careful.read(bytes, from, to);
    return note(careful.idFrom(), careful.idTo(), error);
  }

  @Override
  public IdText idText(byte[] bytes) {
    idText.read(bytes, idFrom(), idTo());
    return idText;
  }
}
