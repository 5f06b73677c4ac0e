package credence.document;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import credence.evaluation.ClassBalance;
import credence.evaluation.CrossValidation;
import credence.evaluation.Estimate;
import credence.evaluation.Evaluation;
import credence.evaluation.EvaluationReport;
import credence.evaluation.InputImportance;
import credence.evaluation.Interval;
import credence.evaluation.LevelHistogram;
import credence.evaluation.NumberHistogram;
import credence.evaluation.ReferenceHistogram;
import credence.evaluation.ScoreStability;
import credence.model.BooleanEncoding;
import credence.model.CategoryEncoding;
import credence.model.Comparison;
import credence.model.Encoding;
import credence.model.Feature;
import credence.model.Finding;
import credence.model.GateResult;
import credence.model.HoldoutUses;
import credence.model.MissingRule;
import credence.model.Model;
import credence.model.ModelSpec;
import credence.model.ModelVersion;
import credence.model.NumberEncoding;
import credence.model.Provenance;
import credence.model.SetCombination;
import credence.model.StandardErrors;
import credence.model.VersionName;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.EnumNaming;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.StdConverter;

/// The JSON form of the core's records: their components by name, in snake case. A few records have
/// a form of their own.
public final class DocumentForms {
  private DocumentForms() {}

  /// Reads and writes these forms.
  public static JsonMapper mapper() {
    return JsonMapper.builder()
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .addMixIn(Encoding.class, EncodingForm.class)
        .addMixIn(ReferenceHistogram.class, HistogramForm.class)
        .addMixIn(Feature.UnseenLevel.class, ConstantForm.class)
        .addMixIn(SetCombination.class, ConstantForm.class)
        .addMixIn(ModelVersion.class, ModelVersionForm.class)
        .addMixIn(CrossValidation.class, CrossValidationForm.class)
        .addMixIn(CrossValidation.Scope.class, ConstantForm.class)
        .addMixIn(ScoreStability.Basis.class, ConstantForm.class)
        .addMixIn(Provenance.class, ProvenanceForm.class)
        .addMixIn(ModelVersion.InputReference.class, InputReferenceForm.class)
        .addMixIn(Model.class, ModelPart.class)
        .addMixIn(Estimate.class, EstimateForm.class)
        .addMixIn(ClassBalance.class, ClassBalanceForm.class)
        .addMixIn(Evaluation.class, EvaluationForm.class)
        .addMixIn(EvaluationReport.class, EvaluationReportForm.class)
        .addMixIn(ModelSpec.class, SpecForm.class)
        .addMixIn(VersionName.class, VersionNameForm.class)
        .addMixIn(StandardErrors.class, StandardErrorsForm.class)
        .addMixIn(StandardErrors.Estimator.class, ConstantForm.class)
        .addMixIn(GateResult.class, GateResultForm.class)
        .addMixIn(Comparison.HeldOut.class, HeldOutForm.class)
        .addMixIn(Comparison.SideDoubt.class, ConstantForm.class)
        .addMixIn(HoldoutUses.CustomerSample.class, CustomerSampleForm.class)
        .addMixIn(GateResult.Gate.class, ConstantForm.class)
        .addMixIn(GateResult.Verdict.class, ConstantForm.class)
        .addMixIn(GateResult.Reason.class, ConstantForm.class)
        .addMixIn(Finding.Conversion.class, ConstantForm.class)
        .addMixIn(Finding.DateUse.class, ConstantForm.class)
        .addMixIn(Feature.Sign.class, ConstantForm.class)
        .addMixIn(ModelSpec.Duplicates.class, ConstantForm.class)
        .addMixIn(MissingRule.class, MissingRuleForm.class)
        .addModule(
            new CodedForm<>(
                    Finding.class,
                    Finding.Recorded.class,
                    "consequence",
                    Finding::code,
                    List.of("column", "count"))
                .module())
        .build();
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = NumberEncoding.class, name = "number"),
    @JsonSubTypes.Type(value = BooleanEncoding.class, name = "boolean"),
    @JsonSubTypes.Type(value = CategoryEncoding.class, name = "category")
  })
  @JsonAutoDetect(isGetterVisibility = JsonAutoDetect.Visibility.NONE)
  private interface EncodingForm {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = NumberHistogram.class, name = "number"),
    @JsonSubTypes.Type(value = LevelHistogram.class, name = "levels")
  })
  private interface HistogramForm {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = MissingRule.Reject.class, name = "reject"),
    @JsonSubTypes.Type(value = MissingRule.FixedNumber.class, name = "number"),
    @JsonSubTypes.Type(value = MissingRule.TrainingMedian.class, name = "median"),
    @JsonSubTypes.Type(value = MissingRule.FixedBoolean.class, name = "boolean"),
    @JsonSubTypes.Type(value = MissingRule.FixedLevel.class, name = "level")
  })
  private interface MissingRuleForm {}

  @EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
  private interface ConstantForm {}

  /// Documents that predate standard errors have no such field, and are written unchanged.
  interface ModelVersionForm {
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Nullable StandardErrors standardErrors();
  }

  /// Inputs without a range and a scale, and documents that predate them, have no such fields.
  interface InputReferenceForm {
    @JsonInclude(JsonInclude.Include.NON_NULL)
    ModelVersion.@Nullable ValueRange range();

    @JsonInclude(JsonInclude.Include.NON_NULL)
    ModelVersion.@Nullable ValueScale scale();
  }

  /// Documents that predate the importance of the inputs are written unchanged.
  interface EvaluationReportForm {
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Nullable List<InputImportance> importance();
  }

  /// Documents that predate the scope are written unchanged.
  interface CrossValidationForm {
    @JsonInclude(JsonInclude.Include.NON_NULL)
    CrossValidation.@Nullable Scope scope();
  }

  /// Documents that predate the customers of the sides are written unchanged.
  interface ProvenanceForm {
    @JsonInclude(JsonInclude.Include.NON_NULL)
    Provenance.@Nullable Sides sides();
  }

  /// Writes what earlier formats lack only if present, and the number of other versions compared
  /// under the name that earlier formats have for a similar number, which is not read.
  @JsonIgnoreProperties(value = "candidates_before", allowGetters = true)
  interface HeldOutForm {
    @JsonProperty("candidates_before")
    long othersCompared();

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Nullable Long customersExcludedByHash();

    @JsonInclude(JsonInclude.Include.NON_NULL)
    Comparison.@Nullable SideDoubt candidateDoubt();

    @JsonInclude(JsonInclude.Include.NON_NULL)
    Comparison.@Nullable SideDoubt championDoubt();

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Nullable Long versionsCompared();
  }

  @JsonSerialize(converter = CustomerSampleWritten.class)
  @JsonDeserialize(converter = CustomerSampleRead.class)
  private interface CustomerSampleForm {}

  /// The hashes of a sample, each of 64 bits with the highest byte first, in Base64.
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record CustomerSampleJson(byte[] hashes) {}

  static final class CustomerSampleWritten
      extends StdConverter<HoldoutUses.CustomerSample, CustomerSampleJson> {
    @Override
    public CustomerSampleJson convert(HoldoutUses.CustomerSample sample) {
      long[] hashes = sample.hashes();
      ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * hashes.length);
      bytes.asLongBuffer().put(hashes);
      return new CustomerSampleJson(bytes.array());
    }
  }

  static final class CustomerSampleRead
      extends StdConverter<CustomerSampleJson, HoldoutUses.CustomerSample> {
    @Override
    public HoldoutUses.CustomerSample convert(CustomerSampleJson json) {
      LongBuffer bytes = ByteBuffer.wrap(json.hashes()).asLongBuffer();
      long[] hashes = new long[bytes.remaining()];
      bytes.get(hashes);
      return new HoldoutUses.CustomerSample(hashes);
    }
  }

  /// Writes the estimator only if it is not the sandwich.
  interface StandardErrorsForm {
    @JsonInclude(JsonInclude.Include.NON_NULL)
    StandardErrors.@Nullable Estimator estimator();
  }

  /// Documents of formats 1 and 2 have no effective numbers, and are written unchanged.
  interface ClassBalanceForm {
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Nullable Double effectiveDefaulters();

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Nullable Double effectiveOthers();
  }

  /// Documents of formats 1 and 2 have the Wald interval as `auc`, and are written unchanged.
  interface EvaluationForm {
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Nullable Estimate aucWald();
  }

  /// Writes the adjusted interval, the reason, the further values and the earlier text only if
  /// present.
  interface GateResultForm {
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Nullable Interval adjusted();

    @JsonInclude(JsonInclude.Include.NON_NULL)
    GateResult.@Nullable Reason reason();

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Nullable Double noDriftLimit();

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Nullable Long customersMin();

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Nullable String words();
  }

  @JsonSerialize(converter = ModelWritten.class)
  @JsonDeserialize(using = ModelRead.class)
  private interface ModelPart {}

  static final class ModelWritten extends StdConverter<Model, Object> {
    @Override
    public Object convert(Model model) {
      return ModelForms.write(model);
    }
  }

  static final class ModelRead extends ValueDeserializer<Model> {
    @Override
    public Model deserialize(JsonParser json, DeserializationContext context) {
      return ModelForms.read(json);
    }
  }

  @JsonSerialize(converter = EstimateWritten.class)
  @JsonDeserialize(converter = EstimateRead.class)
  private interface EstimateForm {}

  /// An estimate with its interval's ends beside its value.
  record EstimateJson(
      double value,
      @Nullable Double standardError,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable Double level) {
    Estimate estimate() {
      Interval interval =
          low == null || high == null || level == null ? null : new Interval(low, high, level);
      return new Estimate(value, standardError, interval);
    }
  }

  static final class EstimateWritten extends StdConverter<Estimate, EstimateJson> {
    @Override
    public EstimateJson convert(Estimate estimate) {
      Interval interval = estimate.interval();
      return interval == null
          ? new EstimateJson(estimate.value(), estimate.standardError(), null, null, null)
          : new EstimateJson(
              estimate.value(),
              estimate.standardError(),
              interval.low(),
              interval.high(),
              interval.level());
    }
  }

  static final class EstimateRead extends StdConverter<EstimateJson, Estimate> {
    @Override
    public Estimate convert(EstimateJson json) {
      return json.estimate();
    }
  }

  @JsonSerialize(converter = SpecWritten.class)
  @JsonDeserialize(converter = SpecRead.class)
  private interface SpecForm {}

  static final class SpecWritten extends StdConverter<ModelSpec, Map<String, Object>> {
    @Override
    public Map<String, Object> convert(ModelSpec spec) {
      return SpecWriter.write(spec);
    }
  }

  static final class SpecRead extends StdConverter<JsonNode, ModelSpec> {
    @Override
    public ModelSpec convert(JsonNode json) {
      return switch (SpecDocument.read(json.toString(), "spec")) {
        case SpecDocument.Read read -> read.document().spec();
        case SpecDocument.Invalid invalid ->
            throw new IllegalArgumentException(invalid.errors().getFirst().message());
      };
    }
  }

  @JsonSerialize(converter = VersionNameWritten.class)
  @JsonDeserialize(converter = VersionNameRead.class)
  private interface VersionNameForm {}

  static final class VersionNameWritten extends StdConverter<VersionName, String> {
    @Override
    public String convert(VersionName name) {
      return name.text();
    }
  }

  static final class VersionNameRead extends StdConverter<String, VersionName> {
    @Override
    public VersionName convert(String text) {
      return new VersionName(text);
    }
  }
}
