using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Training;

/// <summary>What BigQuery ML says of the trees that it exports, in <c>assets/model_metadata.json</c>.</summary>
/// <param name="FeatureNames">The names of the columns, in the booster's order.</param>
/// <param name="ClassNames">The classes, in the order of the booster's scores; null if there are none.</param>
internal sealed record BoosterMetadata(
    [property: JsonPropertyName("feature_names")] IReadOnlyList<string> FeatureNames,
    [property: JsonPropertyName("class_names")] IReadOnlyList<string>? ClassNames)
{
    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public static BoosterMetadata Parse(byte[] json)
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

    /// <summary>The booster over the slots that its columns are named after.</summary>
    /// <exception cref="InvalidDataException">The booster is not for this task and these columns.</exception>
    public TreeEnsembleParameters Read(XgboostModel booster, TaskKind task, int width)
    {
        Dictionary<string, int> slots = Enumerable.Range(0, width).ToDictionary(ModelColumn.NameOfSlot, StringComparer.Ordinal);
        return booster.ToParameters(
            task,
            width,
            [.. FeatureNames.Select(name => slots.TryGetValue(name, out int slot) ? slot : throw new InvalidDataException($"it looks at a column '{name}', which it was not given"))],
            task == TaskKind.Regression ? null : [.. (ClassNames ?? throw new InvalidDataException("it names no classes")).Select(name => ClassOf(name, task))]);
    }

    private static int ClassOf(string name, TaskKind task)
    {
        if (task == TaskKind.Binary && bool.TryParse(name, out bool isTrue))
            return isTrue ? 1 : 0;
        return task == TaskKind.Multiclass && int.TryParse(name, CultureInfo.InvariantCulture, out int code)
            ? code
            : throw new InvalidDataException($"it names a class '{name}', which it was not given");
    }
}
