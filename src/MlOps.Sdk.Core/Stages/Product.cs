using System.Text.Json.Serialization;
using MlOps.Sdk.Data;
using MlOps.Sdk.Deployments;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Registry;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Stages;

/// <summary>What a stage has made: immutable, and written as JSON into the run store.</summary>
/// <remarks>A product holds nothing that differs between two runs of the same work (no times, no run ids): its fingerprint is part of later stages' keys.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "product")]
[JsonDerivedType(typeof(Dataset), "dataset")]
[JsonDerivedType(typeof(DatasetProfile), "profile")]
[JsonDerivedType(typeof(Verification), "verification")]
[JsonDerivedType(typeof(StagedDataset), "staged")]
[JsonDerivedType(typeof(FittedFeatures), "features")]
[JsonDerivedType(typeof(SpotCheck), "spotCheck")]
[JsonDerivedType(typeof(Tuning), "tuning")]
[JsonDerivedType(typeof(TrainedModel), "model")]
[JsonDerivedType(typeof(ValidatedModel), "validated")]
[JsonDerivedType(typeof(ModelVersion), "version")]
[JsonDerivedType(typeof(Registration), "registration")]
[JsonDerivedType(typeof(Deployment), "deployment")]
public abstract record Product
{
    /// <summary>The files that the product stands on; a cached product is reused only if each exists and has its digest.</summary>
    [JsonIgnore]
    public virtual ValueList<DataFile> Files => [];

    /// <summary>Identifies the content: equal products have equal fingerprints. Lower-case hexadecimal SHA-256.</summary>
    public virtual string ComputeFingerprint() =>
        PlanJson.Digest(this);
}
