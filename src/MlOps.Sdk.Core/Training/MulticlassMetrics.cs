using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Training;

/// <summary>The metrics of a classifier with several classes.</summary>
public sealed record MulticlassMetrics
{
    /// <summary>The share of rows predicted right; 0 to 1.</summary>
    public double MicroAccuracy { get; init; }

    /// <summary>The mean over classes of the share of the class's rows predicted right; 0 to 1.</summary>
    public double MacroAccuracy { get; init; }

    /// <summary>Mean negative log-likelihood in nats; less is better.</summary>
    public double LogLoss { get; init; }

    /// <summary>The metrics as an evaluation of a split.</summary>
    public Evaluation ToEvaluation(string split, long rows) => new(split, TaskKind.Multiclass, rows,
    [
        new(nameof(LogLoss), LogLoss),
        new(nameof(MacroAccuracy), MacroAccuracy),
        new(nameof(MicroAccuracy), MicroAccuracy),
    ]);
}
