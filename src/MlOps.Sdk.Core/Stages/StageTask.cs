using System.Text.Json;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Stages;

/// <summary>The work of one stage as data, for a worker on another machine.</summary>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="RunId">The run that has asked for it.</param>
/// <param name="Key">The stage's key.</param>
/// <param name="Platform">The platform whose implementation does the work there, usually <c>Local</c>.</param>
/// <param name="Plan">What to do.</param>
/// <param name="Inputs">What it reads; files are where the worker can fetch them.</param>
public sealed record StageTask(string Pipeline, string RunId, string Key, string Platform, StagePlan Plan, ValueList<Product> Inputs)
{
    /// <summary>The version of the JSON form that this package writes.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The version of the JSON form.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>The task as JSON.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, PlanJson.Indented);

    /// <summary>Restores a task from its JSON.</summary>
    /// <exception cref="PlanFormatException">The text isn't a task, or is one of a later format.</exception>
    public static StageTask FromJson(ReadOnlySpan<byte> json)
    {
        try
        {
            StageTask task = JsonSerializer.Deserialize<StageTask>(json, PlanJson.Compact)!;
            return task.Format is >= 1 and <= CurrentFormat
                ? task
                : throw new PlanFormatException($"task.format: {task.Format} is unknown, this package reads 1 to {CurrentFormat}. Give the worker the version of the package that wrote the task.");
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            throw new PlanFormatException($"task: {exception.Message} Give the worker the version of the package that wrote the task.", exception);
        }
    }
}
