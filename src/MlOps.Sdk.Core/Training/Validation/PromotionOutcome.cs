using System.Text.Json.Serialization;

namespace MlOps.Sdk.Training;

/// <summary>What a comparison with the champion has come to.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PromotionOutcome>))]
public enum PromotionOutcome
{
    /// <summary>The model is better than the champion and worse in no slice, or no comparison was asked for: it becomes the champion.</summary>
    Promote,

    /// <summary>The model is worse than the champion, over all rows or in a slice: the champion stays.</summary>
    Keep,

    /// <summary>The test rows don't tell which is better: the champion stays.</summary>
    NotEnoughEvidence,

    /// <summary>The two can't be compared on these rows (the champion's bundle is gone, or reads columns that are no more): the champion stays.</summary>
    NotComparable,

    /// <summary>There is no champion yet: the model becomes it.</summary>
    FirstModel,

    /// <summary>The model is the champion.</summary>
    IsChampion,
}
