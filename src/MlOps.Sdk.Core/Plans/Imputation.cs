using System.Text.Json.Serialization;

namespace MlOps.Sdk.Plans;

/// <summary>What stands in the place of a missing value.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Imputation>))]
public enum Imputation
{
    /// <summary>The mean of the training split.</summary>
    Mean,

    /// <summary>The median of the training split: the least value that at least half of the values don't exceed.</summary>
    Median,
}
