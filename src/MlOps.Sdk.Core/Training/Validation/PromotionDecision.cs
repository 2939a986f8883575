using System.Text.Json.Serialization;

namespace MlOps.Sdk.Training;

/// <summary>Whether a model takes the champion's place.</summary>
/// <param name="Outcome">What was decided.</param>
/// <param name="Reason">Why, in words and with the figures.</param>
public sealed record PromotionDecision(PromotionOutcome Outcome, string Reason)
{
    /// <summary>The name in the registry whose champion was looked for; null if no comparison was asked for.</summary>
    public string? Model { get; init; }

    /// <summary>The champion that the model was compared with; null if there was none.</summary>
    public ChampionReference? Champion { get; init; }

    /// <summary>Whether the model is to be the champion from now on (or is it already).</summary>
    [JsonIgnore]
    public bool IsPromoted => Outcome is PromotionOutcome.Promote or PromotionOutcome.FirstModel or PromotionOutcome.IsChampion;
}

/// <summary>What a champion was when a challenger was compared with it.</summary>
/// <param name="Version">Its version in the registry.</param>
/// <param name="Bundle">The digest of its bundle.</param>
public sealed record ChampionReference(int Version, string Bundle);
