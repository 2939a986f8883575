using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Dialects;

/// <summary>A call that is to be printed as SQL: its node, its arguments as nodes and as SQL.</summary>
internal abstract class SqlCall(CallNode node, bool nullIsFalse, Func<ScalarNode, bool, Term> print)
{
    private readonly Term?[] _printed = new Term?[node.Arguments.Count];

    public CallNode Node => node;

    public ValueList<ScalarNode> Arguments => node.Arguments;

    /// <summary>Whether null and false are the same to the reader of this Boolean, as in WHERE.</summary>
    public bool NullIsFalse => nullIsFalse;

    /// <summary>An argument as it stands between commas.</summary>
    public string this[int index] => Print(index).Text;

    /// <summary>An argument as an operand.</summary>
    public string At(int index, Level level) => Print(index).At(level);

    /// <summary>A Boolean argument where null may be read as false if it may be in the call itself.</summary>
    public Term Test(int index) => print(node.Arguments[index], nullIsFalse);

    /// <summary>All arguments, separated by commas.</summary>
    public string All => string.Join(", ", Enumerable.Range(0, node.Arguments.Count).Select(index => this[index]));

    public bool MayBeNull(int index) => node.Arguments[index].Nullable;

    /// <summary>Whether a Double argument may be NaN as far as its node tells.</summary>
    public bool MayBeNaN(int index) => node.Arguments[index] switch
    {
        { Type: not DataType.Double } => false,
        ConstantNode constant => constant.Value is double.NaN,
        CastNode { Operand.Type: not DataType.Double } => false,
        _ => true,
    };

    /// <summary>The condition that an argument is null; empty if none may be.</summary>
    public string AnyNull => string.Join(" OR ", Enumerable.Range(0, node.Arguments.Count).Where(MayBeNull).Select(index => $"{At(index, Level.Other)} IS NULL"));

    /// <summary>A condition that is false if one of the arguments is null, for checks that a null must pass.</summary>
    public string AndNotNull(params ReadOnlySpan<int> arguments)
    {
        string condition = "";
        foreach (int index in arguments)
        {
            if (MayBeNull(index))
                condition += $" AND {At(index, Level.Other)} IS NOT NULL";
        }

        return condition;
    }

    private protected Term Print(int index) => _printed[index] ??= print(node.Arguments[index], false);

    private protected Term Checked(string value, Func<string> error, string[] failures)
    {
        string branches = AnyNull is { Length: > 0 } nulls ? $" WHEN {nulls} THEN NULL" : "";
        foreach (string failure in failures)
            branches += $" WHEN {failure} THEN {error()}";
        return $"CASE{branches} ELSE {value} END";
    }
}
