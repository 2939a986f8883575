using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Models;

/// <summary>Boosted trees as XGBoost has saved them: its JSON, or its older binary format.</summary>
/// <remarks>
/// A row's score is the sum of the leaves that it comes to, all trees counted, and of what every row starts from. Splits on categories and leaves of several
/// values have no form here; <c>booster.save_model("model.json")</c> writes the JSON.
/// </remarks>
public sealed class XgboostModel
{
    internal XgboostModel()
    {
    }

    /// <summary>What it was trained for, such as <c>multi:softprob</c>.</summary>
    public string Objective { get; internal set; } = "";

    /// <summary>How many columns it looks at.</summary>
    public int FeatureCount { get; internal set; }

    /// <summary>How many sums it gives for a row: one for each class, or one.</summary>
    public int ScoreCount { get; internal set; } = 1;

    /// <summary>The names of its columns; empty if it knows none.</summary>
    public ValueList<string> FeatureNames { get; internal set; } = [];

    /// <summary>What every sum starts from; see <see cref="IsMargin"/>.</summary>
    internal double BaseScore { get; set; }

    /// <summary>Whether <see cref="BaseScore"/> is a sum; since version 1.0 it is a probability if one is predicted.</summary>
    internal bool IsMargin { get; set; }

    internal List<XgboostTree> Trees { get; } = [];

    /// <summary>Whether the trees of a kind of booster have weights.</summary>
    /// <exception cref="InvalidDataException">The kind isn't made of trees.</exception>
    internal static bool HasWeights(string kind) => kind switch
    {
        "gbtree" => false,
        "dart" => true,
        _ => throw new InvalidDataException($"it holds a booster of the kind '{kind}', which isn't made of trees"),
    };

    /// <summary>Reads a file's content.</summary>
    /// <exception cref="InvalidDataException">It is no such file, is not whole, or holds what has no form here; the message says what.</exception>
    public static XgboostModel Parse(byte[] content)
    {
        ArgumentNullException.ThrowIfNull(content);
        ReadOnlySpan<byte> start = content.AsSpan().TrimStart(" \t\r\n"u8);
        // A binary file starts with a number, and UBJSON with a mark of the size of what follows.
        if (start is [(byte)'{', (byte)'L', ..])
            throw new InvalidDataException("it is UBJSON; save it under a name that ends with .json");
        XgboostModel model = start is [(byte)'{', ..] ? XgboostJson.Read(content) : XgboostBinary.Read(content);
        // Each round grows as many trees for every score.
        if (model.Trees.Count == 0 || model.Trees.Count % model.ScoreCount != 0)
            throw new InvalidDataException($"it has {model.Trees.Count} trees for {model.ScoreCount} scores");
        if (model.Trees.Find(tree => tree.Score < 0 || tree.Score >= model.ScoreCount) is { } tree)
            throw new InvalidDataException($"a tree adds to the score {tree.Score}, and there are {model.ScoreCount}");
        return model;
    }

    /// <summary>The same model as parameters of the SDK's.</summary>
    /// <param name="task">What it predicts.</param>
    /// <param name="featureCount">The length of the feature vector.</param>
    /// <param name="slots">For each of its columns, the slot of the vector; null if they are the slots in order.</param>
    /// <param name="classes">For each of its classes, which one it is, of false and true 0 and 1; null if they are the classes in order.</param>
    /// <exception cref="InvalidDataException">It is not for this task, these columns or these classes; the message says why.</exception>
    public TreeEnsembleParameters ToParameters(TaskKind task, int featureCount, IReadOnlyList<int>? slots = null, IReadOnlyList<int>? classes = null)
    {
        slots ??= [.. Enumerable.Range(0, featureCount)];
        if (slots.Count < FeatureCount)
            throw new InvalidDataException($"it looks at {FeatureCount} columns, and there are {slots.Count}");
        return (task, Objective) switch
        {
            (TaskKind.Regression, "reg:squarederror" or "reg:linear" or "reg:absoluteerror" or "reg:pseudohubererror" or "reg:quantileerror") when ScoreCount == 1 => new()
            {
                FeatureCount = featureCount,
                Transform = ScoreTransform.Identity,
                Biases = [BaseScore],
                Trees = Trees.Select(tree => tree.ToTree(0, 1, slots)).ToValueList(),
            },
            (TaskKind.Binary, "binary:logistic" or "reg:logistic" or "multi:softprob" or "multi:softmax") => Binary(featureCount, slots, classes ?? [0, 1]),
            (TaskKind.Multiclass, "multi:softprob" or "multi:softmax") => Multiclass(featureCount, slots, classes ?? [.. Enumerable.Range(0, ScoreCount)]),
            _ => throw new InvalidDataException($"the objective '{Objective}' is not for {task}"),
        };
    }

    // The probability of true. Of two sums exp(t) / (exp(t) + exp(f)) is 1 / (1 + exp(f − t)): the trees of false count against.
    private TreeEnsembleParameters Binary(int featureCount, IReadOnlyList<int> slots, IReadOnlyList<int> classes)
    {
        // The one sum of a logistic model is for the second class.
        bool isLogistic = !Objective.StartsWith("multi:", StringComparison.Ordinal);
        if (ScoreCount != (isLogistic ? 1 : 2))
            throw new InvalidDataException($"it gives {ScoreCount} scores for two classes");
        RequireOnce(classes, 2);
        double[] signs = [.. classes.Select(one => one == 1 ? 1.0 : -1.0)];
        double start = IsMargin ? BaseScore : Math.Log(BaseScore / (1 - BaseScore));
        return new TreeEnsembleParameters
        {
            FeatureCount = featureCount,
            Transform = ScoreTransform.Logistic,
            // What two sums start from is the same, and goes out.
            Biases = [isLogistic ? signs[1] * start : 0],
            Trees = Trees.Select(tree => tree.ToTree(0, isLogistic ? signs[1] : signs[tree.Score], slots)).ToValueList(),
        };
    }

    private TreeEnsembleParameters Multiclass(int featureCount, IReadOnlyList<int> slots, IReadOnlyList<int> classes)
    {
        RequireOnce(classes, ScoreCount);
        return new TreeEnsembleParameters
        {
            FeatureCount = featureCount,
            Transform = ScoreTransform.Softmax,
            Biases = Enumerable.Repeat(BaseScore, ScoreCount).ToValueList(),
            Trees = Trees.Select(tree => tree.ToTree(classes[tree.Score], 1, slots)).ToValueList(),
        };
    }

    private static void RequireOnce(IReadOnlyList<int> classes, int count)
    {
        if (!classes.Order().SequenceEqual(Enumerable.Range(0, count)))
            throw new InvalidDataException($"its classes are {string.Join(", ", classes)}, not 0 to {count - 1}");
    }
}
