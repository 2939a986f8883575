using System.Globalization;
using System.Text.Json;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Models;

/// <summary>Reads XGBoost's JSON, of version 1.0 and later.</summary>
internal static class XgboostJson
{
    private const string Categories = "it splits on categories; train it on numbers";

    public static XgboostModel Read(byte[] content)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(content);
            return Read(document.RootElement.GetProperty("learner"));
        }
        catch (JsonException exception) when (content.AsSpan().IndexOf("NaN"u8) >= 0)
        {
            // Which is no JSON, but is written as what a category is compared with.
            throw new InvalidDataException(Categories, exception);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IndexOutOfRangeException or OverflowException)
        {
            throw new InvalidDataException($"it is not what XGBoost writes as JSON: {exception.Message}", exception);
        }
    }

    private static XgboostModel Read(JsonElement learner)
    {
        JsonElement parameters = learner.GetProperty("learner_model_param");
        XgboostModel model = new()
        {
            BaseScore = BaseScore(parameters.GetProperty("base_score").GetString()!),
            FeatureCount = Int32(parameters.GetProperty("num_feature")),
            ScoreCount = Math.Max(1, Int32(parameters.GetProperty("num_class"))),
            Objective = learner.GetProperty("objective").GetProperty("name").GetString()!,
            FeatureNames = learner.TryGetProperty("feature_names", out JsonElement names) ? names.EnumerateArray().Select(name => name.GetString()!).ToValueList() : [],
        };
        JsonElement booster = learner.GetProperty("gradient_booster");
        bool hasWeights = XgboostModel.HasWeights(booster.GetProperty("name").GetString()!);
        JsonElement trees = (hasWeights ? booster.GetProperty("gbtree") : booster).GetProperty("model");
        int[] scores = [.. trees.GetProperty("tree_info").EnumerateArray().Select(score => score.GetInt32())];
        float[]? weights = hasWeights ? Floats(booster, "weight_drop") : null;
        foreach ((int index, JsonElement tree) in trees.GetProperty("trees").EnumerateArray().Index())
            model.Trees.Add(new XgboostTree(Nodes(tree)) { Score = scores[index], Weight = weights?[index] ?? 1 });
        return model;
    }

    // Since version 3.1 it is a list: of one number, or of one for each class, which then are the same unless somebody has said otherwise.
    private static double BaseScore(string text)
    {
        double[] numbers = [.. text.Trim('[', ']').Split(',').Select(number => (double)float.Parse(number, CultureInfo.InvariantCulture))];
        return numbers.Distinct().Count() == 1 ? numbers[0] : throw new InvalidDataException($"its classes start from different scores: {text}");
    }

    private static XgboostNode[] Nodes(JsonElement tree)
    {
        if (tree.TryGetProperty("categories_nodes", out JsonElement categories) && categories.GetArrayLength() > 0)
            throw new InvalidDataException(Categories);
        int[] left = Ints(tree, "left_children");
        int[] right = Ints(tree, "right_children");
        int[] columns = Ints(tree, "split_indices");
        float[] values = Floats(tree, "split_conditions");
        // 0 and 1, or false and true.
        bool[] missingLeft = [.. tree.GetProperty("default_left").EnumerateArray().Select(goes => goes.ValueKind == JsonValueKind.True || (goes.ValueKind == JsonValueKind.Number && goes.GetInt32() != 0))];
        return [.. left.Select((child, node) => new XgboostNode(child, right[node], columns[node], missingLeft[node], values[node]))];
    }

    private static int[] Ints(JsonElement tree, string name) => [.. tree.GetProperty(name).EnumerateArray().Select(number => number.GetInt32())];

    private static float[] Floats(JsonElement tree, string name) => [.. tree.GetProperty(name).EnumerateArray().Select(number => number.GetSingle())];

    // Numbers among the parameters are texts.
    private static int Int32(JsonElement text) => int.Parse(text.GetString()!, CultureInfo.InvariantCulture);
}
