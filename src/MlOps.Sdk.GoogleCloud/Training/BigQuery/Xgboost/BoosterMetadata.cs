using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlOps.Sdk.Training;

/// <summary>What BigQuery ML says of the trees that it exports, in <c>assets/model_metadata.json</c>.</summary>
/// <param name="FeatureNames">The names of the columns, in the booster's order.</param>
/// <param name="ClassNames">The classes, in the order of the booster's scores; null if there are none.</param>
internal sealed record BoosterMetadata(
    [property: JsonPropertyName("feature_names")] IReadOnlyList<string> FeatureNames,
    [property: JsonPropertyName("class_names")] IReadOnlyList<string>? ClassNames)
{
    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public static BoosterMetadata Read(byte[] json)
    {
        try
        {
            return JsonSerializer.Deserialize<BoosterMetadata>(json) is { FeatureNames: not null } metadata
                ? metadata
                : throw new InvalidDataException("it names no features");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"it is no JSON: {exception.Message}", exception);
        }
    }
}
