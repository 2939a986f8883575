using System.Text.Json.Serialization;

namespace MlOps.Sdk.Plans;

/// <summary>How a search finds the next settings.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SearchMethod>))]
public enum SearchMethod
{
    /// <summary>By a tree-structured Parzen estimator over the trials so far (Bergstra et al., NIPS 2011).</summary>
    Bayesian,

    /// <summary>At random.</summary>
    Random,
}
