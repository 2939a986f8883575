using System.Collections.Immutable;
using System.Reflection;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;

namespace MlOps.Sdk.Training;

/// <summary>
/// The two things that ML.NET keeps to itself and without which a model can't be scored from its parameters. Tests hold what they give against ML.NET's
/// own predictions, so that an upgrade that moves them is noticed there.
/// </summary>
internal static class UnpublishedMembers
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>The value that stands for a missing one at each node; null if NaN is compared as it is, and so goes right.</summary>
    public static float[]? DefaultsForMissing(RegressionTreeBase tree)
    {
        object inner = typeof(RegressionTreeBase).GetField("_tree", Any)?.GetValue(tree) ?? throw Moved(typeof(RegressionTreeBase), "_tree");
        FieldInfo defaults = inner.GetType().GetField("DefaultValueForMissing", Any) ?? throw Moved(inner.GetType(), "DefaultValueForMissing");
        return (float[]?)defaults.GetValue(inner);
    }

    /// <summary>The models of the single classes.</summary>
    public static ImmutableArray<object> SubModels(OneVersusAllModelParameters model) =>
        typeof(OneVersusAllModelParameters).GetProperty("SubModelParameters", Any)?.GetValue(model) is ImmutableArray<object> models
            ? models
            : throw Moved(typeof(OneVersusAllModelParameters), "SubModelParameters");

    private static NotSupportedException Moved(Type type, string member) =>
        new($"This version of ML.NET has no '{member}' in {type}. Use the version of Microsoft.ML that MlOps.Sdk.Local asks for.");
}
