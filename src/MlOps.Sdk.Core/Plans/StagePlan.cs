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

/// <summary>A user's own class for a stage.</summary>
/// <param name="Type">The assembly-qualified name, without version, of the class.</param>
/// <param name="Settings">The class's settings as JSON; part of the cache key; null if it has none.</param>
public sealed record StageImplementation(string Type, string? Settings = null)
{
    /// <summary>The name under which a plan speaks of a class: its full name and its assembly, without version.</summary>
    public static string NameOf(System.Type type) => $"{type.FullName}, {type.Assembly.GetName().Name}";
}

/// <summary>How a stage is executed; has no influence on what it produces.</summary>
public sealed record ExecutionPlan
{
    /// <summary>How often a failed stage is tried again; 0 by default.</summary>
    public int Retries { get; init; }

    /// <summary>The pause before the first retry; doubles each time. One second by default.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest that one attempt may take; null for no bound.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The machine that the stage asks for; null leaves it to the platform.</summary>
    public ComputeSpec? Compute { get; init; }
}

/// <summary>The machine that a stage asks for.</summary>
/// <param name="Cores">Processor cores; null leaves it to the platform.</param>
/// <param name="MemoryGigabytes">Memory in GB (10⁹ bytes); null leaves it to the platform.</param>
public sealed record ComputeSpec(int? Cores = null, double? MemoryGigabytes = null);
