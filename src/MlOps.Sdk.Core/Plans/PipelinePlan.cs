using System.Text.Json;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Plans;

/// <summary>A whole pipeline as data: all that decides a run's result.</summary>
/// <param name="Name">The pipeline's name.</param>
/// <param name="Stages">The stages; each stands after the stages that it reads from.</param>
public sealed record PipelinePlan(string Name, ValueList<StagePlan> Stages)
{
    /// <summary>The version of the JSON form that this package writes.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The version of the JSON form.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>The plan as indented JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, PlanJson.Indented);

    /// <summary>Restores a plan from its JSON.</summary>
    /// <exception cref="PlanFormatException">The text is not JSON, not a plan, or of a later format.</exception>
    public static PipelinePlan FromJson(string json)
    {
        try
        {
            using (JsonDocument document = JsonDocument.Parse(json))
            {
                if (document.RootElement.ValueKind != JsonValueKind.Object
                    || !document.RootElement.TryGetProperty("format", out JsonElement format)
                    || !format.TryGetInt32(out int version))
                    throw new PlanFormatException("plan: this is not a pipeline plan; the number 'format' is missing. Give the text that Pipeline.Plan.ToJson() wrote.");
                if (version is < 1 or > CurrentFormat)
                    throw new PlanFormatException($"plan.format: {version} is unknown, this package reads 1 to {CurrentFormat}. Use the package version that wrote the plan, or a later one.");
            }

            return JsonSerializer.Deserialize<PipelinePlan>(json, PlanJson.Compact)!;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            throw new PlanFormatException($"plan: {exception.Message} Give the text that Pipeline.Plan.ToJson() wrote.", exception);
        }
    }

    /// <summary>The stages whose datasets a transform or a verification reads; what is only waited for is left out.</summary>
    internal IEnumerable<string> DatasetsOf(StagePlan stage) => stage.Inputs.Where(input => Find(input) is not VerifyPlan);

    /// <summary>The columns of these datasets; null where only the run can tell.</summary>
    internal IReadOnlyList<Schema?> SchemasOf(StagePlan stage) => [.. DatasetsOf(stage).Select(input => Find(input) switch
    {
        IngestPlan ingest => ingest.Schema,
        TransformPlan earlier => earlier.Schema,
        _ => null,
    })];

    /// <summary>The stages whose models a validation compares.</summary>
    internal IReadOnlyList<string> TrainedBefore(ValidationPlan validation) => [.. validation.Inputs.Where(input => Find(input) is TrainingPlan)];

    private StagePlan? Find(string stage) => Stages.FirstOrDefault(candidate => candidate.Name == stage);
}
