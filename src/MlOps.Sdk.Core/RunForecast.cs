using System.Globalization;
using System.Text;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk;

/// <summary>What a run would do, found out without doing it.</summary>
public sealed class RunForecast
{
    /// <summary>The pipeline's name.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The stages, in the order of the plan.</summary>
    public required IReadOnlyList<StageForecast> Stages { get; init; }

    /// <summary>What would make the run fail: missing permissions and buckets, a budget that is too small; empty if nothing was found.</summary>
    public required IReadOnlyList<Problem> Problems { get; init; }

    /// <summary>The bytes that warehouses would read, as far as they can tell now.</summary>
    public long Bytes => Stages.Sum(stage => stage.Bytes ?? 0);

    /// <summary>For each stage, in a line, whether it would run, why, and what it would read; then the problems.</summary>
    public string Explain()
    {
        int width = Stages.Count == 0 ? 0 : Stages.Max(stage => stage.Name.Length);
        StringBuilder text = new();
        foreach (StageForecast stage in Stages)
        {
            string bytes = stage.Bytes is { } read ? string.Create(CultureInfo.InvariantCulture, $"{read / 1e6,10:0.0} MB") : new string(' ', 13);
            text.AppendLine($"{stage.Name.PadRight(width)}  {stage.Expectation.ToString().ToLowerInvariant(),-8}  {bytes}  {string.Join("; ", stage.Reasons)}".TrimEnd());
        }

        foreach (Problem problem in Problems)
            text.AppendLine(problem.ToString());
        return text.ToString().TrimEnd();
    }
}
