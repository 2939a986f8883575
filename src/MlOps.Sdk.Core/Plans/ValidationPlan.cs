using MlOps.Sdk.Data;

namespace MlOps.Sdk.Plans;

/// <summary>Chooses the best of the trained models and holds it to the gates.</summary>
/// <remarks>Inputs: the trained models, then the staged dataset and the fitted features. With several, the best on the validation split is chosen; metrics of the gates are those of the test split.</remarks>
public sealed record ValidationPlan : StagePlan
{
    /// <summary>What the chosen model must reach on the test split; all must hold.</summary>
    public ValueList<GatePlan> Gates { get; init; } = [];
}
