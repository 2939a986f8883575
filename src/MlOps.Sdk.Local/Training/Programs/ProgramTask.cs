using System.Text.Json;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Training.Learners;

namespace MlOps.Sdk.Training.Programs;

/// <summary>What a program is to do, as it reads it.</summary>
internal sealed record ProgramTask(TaskKind Task, ValueList<string> Features, ValueList<string> Classes, int Rows, int Seed, JsonElement? Settings)
{
    public int Format { get; init; } = 1;

    public static ProgramTask Of(FitRequest request, ProgramLearner learner) => new(
        request.Plan.Task,
        ProgramData.Columns(request.Rows.Matrix).ToValueList(),
        request.Classes,
        request.Rows.Count,
        request.Plan.Seed,
        learner.Settings is { } settings ? JsonSerializer.Deserialize<JsonElement>(settings, PlanJson.Compact) : null);

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, PlanJson.Indented);
}
