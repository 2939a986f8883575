using System.Text.Json.Serialization;

namespace MlOps.Sdk.Data;

/// <summary>How closely two columns go together.</summary>
/// <param name="Measure">What is measured.</param>
/// <param name="Value">The measure: −1 to 1 for <see cref="AssociationMeasure.Pearson"/>, 0 to 1 for others.</param>
/// <param name="Rows">On how many rows: those that have both values, and finite ones.</param>
public sealed record Association(AssociationMeasure Measure, double Value, long Rows);

/// <summary>The measures of association.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AssociationMeasure>))]
public enum AssociationMeasure
{
    /// <summary>Of two numbers (false is 0, true is 1; days and instants are numbers, too): Pearson's product-moment correlation.</summary>
    Pearson,

    /// <summary>
    /// Of a number and a category: the correlation ratio η, the square root of the share of the variance that lies between categories. Freed of the bias that
    /// many categories bring, as ε² of Kelley, "An unbiased correlation ratio measure" (1935): 1 − (1 − η²)(n − 1)/(n − k).
    /// </summary>
    CorrelationRatio,

    /// <summary>
    /// Of two categories: Cramér's V, freed of the bias that many categories bring as Bergsma, "A bias-correction for Cramér's V and Tschuprow's T" (2013) does.
    /// </summary>
    CramersV,
}
