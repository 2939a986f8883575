using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra;

/// <summary>The bucket of a key, written in functions that every engine has, so that all put a row into the same one.</summary>
/// <remarks>
/// <para>
/// A key is made a text first. A single value is the text itself, a whole number in digits, <c>true</c> or <c>false</c>, a day as yyyy-MM-dd, an instant
/// as its microseconds since 1970; null is the empty text. Several values are told apart by their lengths: each is followed by a semicolon, a text stands
/// after its length in code points and a colon, null is a tilde. So <c>("", "a")</c> is <c>0:;1:a;</c> and <c>(7, null)</c> is <c>7;~;</c>.
/// </para>
/// <para>
/// The bucket of n is <c>MOD(MOD(FARM_FINGERPRINT(text), n) + n, n)</c> in BigQuery's words; for a single value the text is <c>CAST(key AS STRING)</c>, save
/// for an instant.
/// </para>
/// </remarks>
internal static class KeyBucket
{
    /// <summary>The types that a key may be made of.</summary>
    public static readonly DataType[] Types = [DataType.Boolean, DataType.Int64, DataType.String, DataType.Date, DataType.Timestamp];

    /// <summary>The bucket of a fingerprint: a whole number from 0 to below <paramref name="count"/>.</summary>
    public static ScalarNode Of(ScalarNode fingerprint, long count)
    {
        ConstantNode buckets = ConstantNode.Of(count);
        ScalarNode remainder = FunctionTable.Call("modulo", fingerprint, buckets);
        return FunctionTable.Call("modulo", FunctionTable.Call("add", remainder, buckets), buckets);
    }

    /// <summary>The fingerprint of the key's text; never null.</summary>
    public static ScalarNode Fingerprint(ValueList<ScalarNode> key) => FunctionTable.Call("fingerprint", TextOf(key));

    private static ScalarNode TextOf(ValueList<ScalarNode> key)
    {
        if (key.Count == 1)
            return key[0].Nullable ? FunctionTable.Call("coalesce", TextOf(key[0]), ConstantNode.Of("")) : TextOf(key[0]);
        ScalarNode[] parts = [.. key.Select(Framed)];
        return FunctionTable.Call("concat", parts);
    }

    private static ScalarNode Framed(ScalarNode value)
    {
        ConstantNode end = ConstantNode.Of(";");
        ScalarNode framed = value.Type == DataType.String
            ? FunctionTable.Call("concat", FunctionTable.Call("text", FunctionTable.Call("length", value)), ConstantNode.Of(":"), value, end)
            : FunctionTable.Call("concat", TextOf(value), end);
        return value.Nullable ? new ConditionalNode(FunctionTable.Call("is_null", value), ConstantNode.Of("~;"), framed) : framed;
    }

    private static ScalarNode TextOf(ScalarNode value) => value.Type switch
    {
        DataType.String => value,
        DataType.Int64 => FunctionTable.Call("text", value),
        DataType.Date => FunctionTable.Call("format_date", value, ConstantNode.Of("yyyy-MM-dd")),
        DataType.Timestamp => FunctionTable.Call("text", FunctionTable.Call("unix_microseconds", value)),
        DataType.Boolean when value.Nullable => new ConditionalNode(
            FunctionTable.Call("is_null", value), ConstantNode.Null(DataType.String), Written(value)),
        DataType.Boolean => Written(value),
        _ => throw new ArgumentException($"A key can't be made of a {value.Type}; how a number with fractions is written differs between engines.", nameof(value)),
    };

    private static ConditionalNode Written(ScalarNode value) => new(value, ConstantNode.Of("true"), ConstantNode.Of("false"));
}
