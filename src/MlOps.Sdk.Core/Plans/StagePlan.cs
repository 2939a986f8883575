using System.Text.Json.Serialization;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Plans;

/// <summary>What one stage is to do, as data.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "stage")]
[JsonDerivedType(typeof(IngestPlan), "ingest")]
[JsonDerivedType(typeof(ProfilePlan), "profile")]
[JsonDerivedType(typeof(TransformPlan), "transform")]
[JsonDerivedType(typeof(VerifyPlan), "verify")]
[JsonDerivedType(typeof(StagingPlan), "staging")]
[JsonDerivedType(typeof(FeaturesPlan), "features")]
[JsonDerivedType(typeof(SpotCheckPlan), "spotCheck")]
[JsonDerivedType(typeof(TuningPlan), "tuning")]
[JsonDerivedType(typeof(TrainingPlan), "training")]
[JsonDerivedType(typeof(ValidationPlan), "validation")]
[JsonDerivedType(typeof(RegistrationPlan), "registration")]
[JsonDerivedType(typeof(DeploymentPlan), "deployment")]
public abstract record StagePlan
{
    /// <summary>The stage's name, unique in the pipeline.</summary>
    public required string Name { get; init; }

    /// <summary>The names of the stages whose products this one reads, in the order in which it expects them.</summary>
    public ValueList<string> Inputs { get; init; } = [];

    /// <summary>Where the stage runs; null means the run's own platform.</summary>
    public string? Platform { get; init; }

    /// <summary>The user's class that takes the place of the platform's; null means the platform's.</summary>
    public StageImplementation? Implementation { get; init; }

    /// <summary>How the stage is retried, bounded in time, and how much machine it may use.</summary>
    public ExecutionPlan Execution { get; init; } = new();
}
