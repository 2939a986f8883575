using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Plans;

/// <summary>By a hash of a key within each class; every split has the classes in equal shares.</summary>
/// <param name="Class">The value whose shares are kept; null is a class.</param>
/// <param name="Key">The values that make the key.</param>
/// <param name="Test">The share of test rows, 0 to 1.</param>
/// <param name="Validation">The share of validation rows, 0 to 1.</param>
public sealed record StratifiedSplitPlan(ScalarNode Class, ValueList<ScalarNode> Key, double Test, double Validation) : SplitPlan
{
    /// <summary>The number by which the rows of a class are put in order: the first are for testing, those after them for validation.</summary>
    /// <remarks>The fingerprint of the text that <see cref="HashSplitPlan.Bucket"/> describes.</remarks>
    public ScalarNode Fingerprint() => KeyBucket.Fingerprint(Key);
}
