using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Plans;

/// <summary>By a hash of a key: rows with equal keys stay together, and a row stays where it is when others come.</summary>
/// <param name="Key">The values that make the key.</param>
/// <param name="Test">The share of test rows, 0 to 1.</param>
/// <param name="Validation">The share of validation rows, 0 to 1.</param>
public sealed record HashSplitPlan(ValueList<ScalarNode> Key, double Test, double Validation) : SplitPlan
{
    /// <summary>How many buckets there are to divide.</summary>
    public const int Buckets = 10_000;

    /// <summary>The bucket of a row, from 0 to below <see cref="Buckets"/>: the first ones are for testing, those after them for validation.</summary>
    /// <remarks>
    /// For a single key that is no instant it is <c>MOD(MOD(FARM_FINGERPRINT(CAST(key AS STRING)), 10000) + 10000, 10000)</c> in BigQuery, where null counts
    /// as the empty text. Several values are joined so that they can be told apart: each is followed by a semicolon, a text stands after its length in code
    /// points and a colon, an instant is its microseconds since 1970, null is a tilde.
    /// </remarks>
    public ScalarNode Bucket() => KeyBucket.Of(KeyBucket.Fingerprint(Key), Buckets);
}
