using MlOps.Sdk.Plans;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Registry;

/// <summary>What an <see cref="IModelRegistry"/> is to make a version of.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Validated">The model, with the decision about it and its evidence.</param>
public sealed record RegistrationRequest(string Model, ValidatedModel Validated)
{
    /// <summary>Whether a version that may become the champion waits until a person approves.</summary>
    public bool RequiresApproval { get; init; }

    /// <summary>The words of people for the model card; null for none.</summary>
    public CardPlan? Card { get; init; }
}
