using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Training;

/// <summary>The metrics of a regression.</summary>
public sealed record RegressionMetrics
{
    /// <summary>1 − residual sum of squares / total sum of squares; 1 is perfect, 0 is no better than the mean.</summary>
    public double RSquared { get; init; }

    /// <summary>The mean absolute error, in units of the label.</summary>
    public double MeanAbsoluteError { get; init; }

    /// <summary>The root of the mean squared error, in units of the label.</summary>
    public double RootMeanSquaredError { get; init; }

    /// <summary>The metrics as an evaluation of a split.</summary>
    public Evaluation ToEvaluation(string split, long rows) => new(split, TaskKind.Regression, rows,
    [
        new(nameof(MeanAbsoluteError), MeanAbsoluteError),
        new(nameof(RSquared), RSquared),
        new(nameof(RootMeanSquaredError), RootMeanSquaredError),
    ]);
}
